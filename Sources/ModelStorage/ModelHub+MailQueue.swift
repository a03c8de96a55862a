package import Foundation
package import Storage

extension ModelHub: MailQueue {
  package func readyMails(now: Date, limit: Int) async throws -> [MailKey] {
    try look { $0.readyMails(now: now, limit: limit) }
  }

  package func nextMail(after now: Date) async throws -> Date? { try look { $0.nextMail(after: now) } }

  package func acknowledgementsSent(since: Date) async throws -> Int {
    try look { $0.acknowledgementsSent(since: since) }
  }

  package func withheldMails(since: Date) async throws -> [RequesterMail.Withholding: Int] {
    try look { $0.withheldMails(since: since) }
  }

  package func claim(_ key: MailKey, now: Date, until: Date) async throws -> MailClaim? {
    try transact(in: key.tenant) { $0.claim(key.mail, now: now, until: until) }
  }

  package func report(_ report: MailReport, for claim: MailClaim, now: Date) async throws -> Bool {
    try transact(in: claim.key.tenant) { $0.report(report, for: claim, now: now) }
  }
}
