package import Foundation
package import Storage
import Ticketing

extension SQLHubView {
  package func readyMails(now: Date, limit: Int) throws -> [MailKey] {
    try connection.rows(MailQueueSQL.ready, [.date(now), .count(limit)]) {
      MailKey(tenant: try $0.id(), mail: try $0.id())
    }
  }

  package func nextMail(after now: Date) throws -> Date? {
    try earliest([MailQueueSQL.next, MailQueueSQL.nextLeaseEnd], after: now)
  }
}
