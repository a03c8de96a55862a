package import Foundation
package import Storage
import Ticketing

extension SQLTransaction {
  package func claim(_ mail: QueuedMail, now: Date, until: Date) throws -> MailClaim? {
    let values: [SQLValue] = [mail.value, .date(now), .date(until), .count(environment.node())]
    return try first(MailTable.of(mail).claim, values) {
      MailClaim(key: MailKey(tenant: tenant, mail: mail), fence: $0.count(), until: until, attempt: $0.count())
    }
  }

  /// - Returns: false, and nothing is written, where somebody else has claimed the mail since.
  package func report(_ report: MailReport, for claim: MailClaim, now: Date) throws -> Bool {
    let table = MailTable.of(claim.key.mail)
    let place: [SQLValue] = [claim.key.mail.value, .count(claim.fence)]
    func finish(_ state: OutgoingMail.State, _ reason: String? = nil) throws -> Bool {
      try written(by: table.finish, place + [.word(state), .date(now), .text(reason)]) > 0
    }
    let isWritten =
      switch report {
      case .sent: try finish(.sent)
      case .cancelled: try finish(.cancelled)
      case .withheld(let why):
        try written(by: RequesterMailSQL.withhold, place + [.word(why)]) > 0 && finish(.cancelled)
      case .parked(let reason): try finish(.parked, reason)
      case .failed(let reason, let again):
        try written(by: table.postpone, place + [.date(again), .text(reason)]) > 0
      }
    if isWritten, case .requester(let id) = claim.key.mail { try tellOfMail(id) }
    return isWritten
  }
}
