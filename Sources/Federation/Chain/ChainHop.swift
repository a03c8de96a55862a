package import Foundation
package import Ticketing

/// One desk of a chain, as far as the desk that tells of it lets it be seen.
package struct ChainHop: Sendable, Equatable, Codable {
  package let desk: String
  package let isHolder: Bool
  package let category: StatusCategory?
  package let label: String?
  /// Only where sharing lets out times.
  package let since: Date?

  package init(desk: String, isHolder: Bool, category: StatusCategory?, label: String?, since: Date?) {
    self.desk = desk
    self.isHolder = isHolder
    self.category = category
    self.label = label
    self.since = since
  }
}
