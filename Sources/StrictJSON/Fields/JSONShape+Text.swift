package import Foundation

extension JSONShape<String> {
  /// One line of text under the rules of `TextRule.line`.
  package static func line(max limitInBytes: Int, mayBeEmpty: Bool = false) -> JSONShape {
    string { text throws(JSONProblem.Reason) in
      try TextRule.line(text, max: limitInBytes, mayBeEmpty: mayBeEmpty)
    }
  }

  /// Text of many lines under the rules of `TextRule.text`.
  package static func text(max limitInBytes: Int, mayBeEmpty: Bool = false) -> JSONShape {
    string { text throws(JSONProblem.Reason) in
      try TextRule.text(text, max: limitInBytes, mayBeEmpty: mayBeEmpty)
    }
  }
}

extension JSONShape {
  /// One line of text that `parse` reads; nil from it is the problem "is not " and then `expected`: "an id".
  package static func parsed(
    _ expected: String, max limitInBytes: Int = 200, _ parse: @escaping (String) -> Value?
  ) -> JSONShape {
    string { text throws(JSONProblem.Reason) in
      guard let value = parse(try TextRule.line(text, max: limitInBytes)) else { throw .unreadable(expected: expected) }
      return value
    }
  }

  static func string(_ read: @escaping (String) throws(JSONProblem.Reason) -> Value) -> JSONShape {
    JSONShape { value throws(JSONProblems) in
      guard case .string(let text) = value else { throw value.mismatch(.string) }
      do throws(JSONProblem.Reason) {
        return try read(text)
      } catch {
        throw JSONProblems(error)
      }
    }
  }
}

extension JSONShape where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the enum's raw values, byte for byte; the problem lists them.
  package static func choice(of _: Value.Type = Value.self) -> JSONShape {
    string { text throws(JSONProblem.Reason) in
      guard let value = Value.allCases.first(where: { $0.rawValue.hasSameBytes(as: text) }) else {
        throw .notAmong(Value.allCases.map(\.rawValue))
      }
      return value
    }
  }
}

extension JSONShape<Date> {
  /// A moment in UTC as `RFC3339.date` reads it, to the millisecond.
  package static var date: JSONShape<Date> {
    string { text throws(JSONProblem.Reason) in
      guard let date = RFC3339.date(text) else { throw .notADate }
      return date
    }
  }
}
