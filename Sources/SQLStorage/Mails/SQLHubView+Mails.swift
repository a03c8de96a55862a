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

  package func nextMail(after now: Date) throws -> Date? {
    try earliest(MailQueueSQL.next + MailQueueSQL.nextLeaseEnd, after: now)
  }
}
