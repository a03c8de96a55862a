/// Why a value does not fit a field; each says enough to tell what would.
package enum FieldMisfit: Error, Equatable, Sendable {
  case tooLong(limitInBytes: Int)
  case notADay
  case notAmong([String])
  /// Some of them, each at most once.
  case notSomeOf([String])
  case takesText
  case takesANumber
  case takesAFlag

  /// The API's own sentence.
  package var sentence: String {
    switch self {
    case .tooLong(let limit): "is longer than \(limit) bytes"
    case .notADay: "takes a day like 2026-11-21"
    case .notAmong(let allowed): "is not one of: \(allowed.joined(separator: ", "))"
    case .notSomeOf(let allowed): "takes each at most once of: \(allowed.joined(separator: ", "))"
    case .takesText: "takes text"
    case .takesANumber: "takes a number"
    case .takesAFlag: "takes true or false"
    }
  }
}
