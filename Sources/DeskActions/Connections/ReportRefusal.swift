package import Federation

/// Why what an external desk said cannot be applied: it is kept, and people are told.
package enum ReportRefusal: Error, Equatable, Sendable {
  /// A status that the mapping does not know.
  case unmapped(status: String)
  /// It is about no ticket that is here, and opens none.
  case unmatched
  /// The handoff does not allow what was done there.
  case forbidden(HandoffRefusal)
  /// The ticket was reopened there, while its solution is still to be judged here.
  case reopenedTooEarly
  /// Its status may be older than what was written there since, and was left out; the rest was applied.
  case overtaken
  /// It does not fit what is kept of it.
  case unreadable
}

extension ReportRefusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unmapped(let status): "the mapping does not know their status “\(status)”"
    case .unmatched: "it fits no ticket that is here"
    case .forbidden(let refusal): "the handoff does not allow it: \(refusal)"
    case .reopenedTooEarly: "it was reopened there before its solution was judged here"
    case .overtaken: "its status may be older than the one that was written there since, and was left out"
    case .unreadable: "what is kept of it cannot be read"
    }
  }
}
