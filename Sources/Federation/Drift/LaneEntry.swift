package import Foundation
package import Ticketing

/// One message of a handoff as a desk keeps it, named so that the other desk can compare it with its own.
package struct LaneEntry: Sendable, Equatable, Codable {
  package enum Mark: String, Sendable, CaseIterable, Codable {
    case kept
    /// A person gave its content up; its place is kept.
    case dropped
    /// The desk has passed over this place, and over those behind it up to the next one that it names: nothing came.
    case passed
    /// It was applied, and what it brought is not at the desk any more.
    case hollow
  }

  package let seq: Int
  package let event: EventID
  /// SHA-256 of its wire bytes.
  package let hash: Data
  package let mark: Mark

  package init(seq: Int, event: EventID, hash: Data, mark: Mark) {
    self.seq = seq
    self.event = event
    self.hash = hash
    self.mark = mark
  }
}
