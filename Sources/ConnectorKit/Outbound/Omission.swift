/// What was left out of what a far side was told.
package enum Omission: Sendable, Equatable {
  /// A field there, by its name.
  case field(String)
  case kind(Kind)

  package enum Kind: String, Sendable, CaseIterable {
    /// It is longer than the far side takes.
    case endOfText = "end_of_text"
    /// That requesters may read it there.
    case publicity
    /// That the ticket is shared no more.
    case unsharing
    case retraction
    case file
    /// Nobody has said how the far side is told such a thing.
    case unwritten
  }
}

extension Omission: CustomStringConvertible {
  package var description: String {
    switch self {
    case .field(let name): name
    case .kind(let kind): kind.rawValue
    }
  }
}
