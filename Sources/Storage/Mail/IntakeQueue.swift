package import Foundation
package import Ticketing

/// A received mail of one tenant's.
package struct KeptMailKey: Sendable, Hashable {
  package let tenant: TenantID
  package let mail: KeptMailID

  package init(tenant: TenantID, mail: KeptMailID) {
    self.tenant = tenant
    self.mail = mail
  }
}

/// A received mail that this filer may file until `until`. The fence rises with every claim.
package struct KeptMailClaim: Sendable, Equatable {
  package let tenant: TenantID
  /// As the claim left it: this try is counted.
  package let mail: KeptMail
  package let fence: Int
  package let until: Date

  package init(tenant: TenantID, mail: KeptMail, fence: Int, until: Date) {
    self.tenant = tenant
    self.mail = mail
    self.fence = fence
    self.until = until
  }
}

/// The hub-wide view of which received mails wait to be filed: keys, times and leases, no words.
package protocol IntakeQueue: Sendable {
  /// Rings when a commit brought a received mail. One consumer. A lost ring costs a slow poll.
  var intakeRings: AsyncStream<Void> { get }

  /// Received mails whose time has come, those of each tenant in turn, at most `limit`.
  func receivedMailsToFile(now: Date, limit: Int) async throws -> [KeptMailKey]

  /// When the next one that waits for its time becomes ready; nil where none does.
  func nextReceivedMail(after now: Date) async throws -> Date?

  /// Claims one, if it is ready and nobody files it.
  func claim(_ key: KeptMailKey, now: Date, until: Date) async throws -> KeptMailClaim?
}
