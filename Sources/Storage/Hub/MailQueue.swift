package import Foundation
package import Ticketing

/// A mail that waits to be sent, to one of the desk's own people or to a requester.
package enum QueuedMail: Sendable, Hashable {
  case notices(MailID)
  case requester(RequesterMailID)
}

extension QueuedMail: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notices(let id): id.description
    case .requester(let id): id.description
    }
  }
}

/// A mail of one tenant's.
package struct MailKey: Sendable, Hashable {
  package let tenant: TenantID
  package let mail: QueuedMail

  package init(tenant: TenantID, mail: QueuedMail) {
    self.tenant = tenant
    self.mail = mail
  }
}

/// A mail that this postman may send until `until`. The fence rises with every claim.
package struct MailClaim: Sendable, Equatable {
  package let key: MailKey
  package let fence: Int
  package let until: Date
  /// The number of this try, from 1; one that a crash cut off counts too.
  package let attempt: Int

  package init(key: MailKey, fence: Int, until: Date, attempt: Int) {
    self.key = key
    self.fence = fence
    self.until = until
    self.attempt = attempt
  }
}

/// What became of a mail.
package enum MailReport: Sendable, Equatable {
  case sent
  case cancelled
  /// A mail to a requester is not to be sent after all.
  case withheld(RequesterMail.Withholding)
  case failed(reason: String, again: Date)
  case parked(reason: String)
}

/// The hub-wide view of what waits to be mailed: keys, times and leases, no words.
package protocol MailQueue: Sendable {
  /// Rings when a commit brought a mail, as soon as it is on disk. One consumer. A lost ring costs a slow poll.
  var mailRings: AsyncStream<Void> { get }

  /// Mails whose time has come, those of each tenant in turn, at most `limit`.
  func readyMails(now: Date, limit: Int) async throws -> [MailKey]

  /// When the next mail that waits for its time becomes ready; nil where none does.
  func nextMail(after now: Date) async throws -> Date?

  /// Claims one mail, if it is ready and nobody sends it.
  func claim(_ key: MailKey, now: Date, until: Date) async throws -> MailClaim?

  /// How many acknowledgements were sent at or after a moment, from all desks together.
  func acknowledgementsSent(since: Date) async throws -> Int

  /// Why mails to requesters that were written at or after a moment were not sent, over all desks, and how many each.
  func withheldMails(since: Date) async throws -> [RequesterMail.Withholding: Int]

  /// Writes what became of it. Returns false, and writes nothing, where the fence has risen.
  func report(_ report: MailReport, for claim: MailClaim, now: Date) async throws -> Bool
}
