/// One thing in a body that is JSON but not what is asked for: at the door, one of the `errors` of a 422.
package struct JSONProblem: Sendable, Equatable {
  package enum Reason: Error, Sendable, Equatable {
    case missing
    case null
    case wrongType(JSONType, expected: JSONType)
    case notWhole
    case empty
    case tooLong(limitInBytes: Int)
    case forbiddenCharacter(Unicode.Scalar)
    case notAmong([String])
    case outOfRange(ClosedRange<Int>)
    case tooManyEntries(limit: Int)
    case notADate
    /// What belongs there, with its article: "an id".
    case unreadable(expected: String)
    case unknownField(known: [String])
    /// A rule of the caller's, as a sentence without its subject: "is not open on weekends".
    case against(rule: String)
  }

  package private(set) var pointer: JSONPointer
  package let reason: Reason

  package init(_ reason: Reason, at pointer: JSONPointer = .whole) {
    self.reason = reason
    self.pointer = pointer
  }

  func under(_ outer: JSONPointer) -> JSONProblem {
    JSONProblem(reason, at: pointer.under(outer))
  }
}
