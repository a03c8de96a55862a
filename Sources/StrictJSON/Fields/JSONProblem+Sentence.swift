extension JSONProblem {
  /// What is wrong, as a sentence whose subject is the value that `pointer` points to: "is longer than 200 bytes".
  package var detail: String { reason.description }
}

extension JSONProblem.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing: "is missing"
    case .null: "must not be null"
    case .wrongType(let type, let expected): "must be \(expected), not \(type)"
    case .notWhole: "must be a whole number"
    case .empty: "must not be empty"
    case .tooLong(let limit): "is longer than \(limit) bytes"
    case .forbiddenCharacter(let scalar): "must not contain \(scalar.shown)"
    case .notAmong(let allowed): "is not one of: \(allowed.joined(separator: ", "))"
    case .outOfRange(let range): range.sentence
    case .tooManyEntries(let limit): "has more than \(limit) entries"
    case .notADate: "is not a UTC date and time of the years 1970 to 9999, such as 2026-01-31T12:00:00Z"
    case .unreadable(let expected): "is not \(expected)"
    case .unknownField(let known):
      known.isEmpty
        ? "is not a known field; there are none" : "is not a known field; known are: \(known.joined(separator: ", "))"
    case .against(let rule): rule
    }
  }
}

extension ClosedRange<Int> {
  fileprivate var sentence: String {
    if upperBound == .max { return "is less than \(lowerBound)" }
    if lowerBound == .min { return "is more than \(upperBound)" }
    return "is not between \(lowerBound) and \(upperBound)"
  }
}

extension Unicode.Scalar {
  fileprivate var shown: String {
    if value == 0x0A || value == 0x0D { return "line breaks" }
    if value == 0x09 { return "tabs" }
    let digits = String(value, radix: 16, uppercase: true)
    return "the character U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
