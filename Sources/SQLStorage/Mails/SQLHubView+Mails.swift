package import Foundation
package import Storage
import Ticketing

extension SQLHubView {
  package func readyMails(now: Date, limit: Int) throws -> [MailKey] {
    try connection.rows(MailQueueSQL.ready, [.date(now), .count(limit)]) {
      let (tenant, isRequesters): (TenantID, Bool) = (try $0.id(), $0.flag())
      return MailKey(tenant: tenant, mail: isRequesters ? .requester(try $0.id()) : .notices(try $0.id()))
    }
  }

  package func acknowledgementsSent(since: Date) throws -> Int {
    // A mail waits for days at most before it is sent or given up.
    let written = since.addingTimeInterval(-7 * 86_400)
    return try connection.first(MailQueueSQL.acknowledged, [.date(since), .date(written)]) { $0.count() } ?? 0
  }

  package func withheldMails(since: Date) throws -> [RequesterMail.Withholding: Int] {
    let counted: [(RequesterMail.Withholding, Int)] = try connection.rows(MailQueueSQL.withheld, [.date(since)]) {
      (try $0.word(), $0.count())
    }
    return Dictionary(uniqueKeysWithValues: counted)
  }

  package func nextMail(after now: Date) throws -> Date? {
    try earliest(MailQueueSQL.next + MailQueueSQL.nextLeaseEnd, after: now)
  }
}
