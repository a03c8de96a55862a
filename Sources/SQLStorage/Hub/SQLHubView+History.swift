package import Foundation
import Storage
package import Ticketing

extension SQLHubView {
  /// Every desk, and by which history of the database it has gone on; nil where it has not noted any. Those without come
  /// first.
  package func histories() throws -> [(tenant: TenantID, history: String?)] {
    try connection.rows(HistorySQL.of, []) { (try $0.id(), $0.maybeText()) }
  }

  /// When the newest message of all desks was made; nil where there is none.
  package func newestMessage() throws -> Date? {
    try connection.first(HistorySQL.newestMessage, []) { $0.maybeDate() } ?? nil
  }
}

extension SQLTransaction {
  package func note(history: String) throws { try execute(HistorySQL.note, [.text(history)]) }
}
