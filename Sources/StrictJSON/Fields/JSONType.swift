/// The kinds of value that a body's author can tell apart.
package enum JSONType: Sendable, Equatable {
  case null
  case bool
  case number
  case wholeNumber
  case string
  case array
  case object
}

extension JSONType: CustomStringConvertible {
  package var description: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .wholeNumber: "a whole number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension JSONValue {
  package var type: JSONType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }
}
