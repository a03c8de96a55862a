package import Foundation
import SQLStorage
package import Storage

extension SQLiteHub: MailQueue {
  package func readyMails(now: Date, limit: Int) async throws -> [MailKey] {
    try await view { try $0.readyMails(now: now, limit: limit) }
  }

  package func nextMail(after now: Date) async throws -> Date? { try await view { try $0.nextMail(after: now) } }

  package func claim(_ key: MailKey, now: Date, until: Date) async throws -> MailClaim? {
    try await transact(in: key.tenant) { try $0.claim(key.mail, now: now, until: until) }
  }

  package func report(_ report: MailReport, for claim: MailClaim, now: Date) async throws -> Bool {
    try await transact(in: claim.key.tenant) { try $0.report(report, for: claim, now: now) }
  }
}
