package import Foundation
package import Ticketing

/// A connection's mapping as it was saved once. It never changes.
package struct MappingVersion: Sendable, Equatable {
  package let connection: ConnectionID
  /// Counts a connection's mappings, from 1.
  package let number: Int
  package let savedAt: Date
  /// Nil for one that was in force before versions were kept.
  package let author: AgentID?
  /// As JSON, judged by the checker of its time.
  package let mapping: [UInt8]

  package init(connection: ConnectionID, number: Int, savedAt: Date, author: AgentID?, mapping: [UInt8]) {
    self.connection = connection
    self.number = number
    self.savedAt = savedAt
    self.author = author
    self.mapping = mapping
  }
}
