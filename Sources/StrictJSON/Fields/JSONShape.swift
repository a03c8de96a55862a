/// What a field's value must look like, and how it becomes a `Value`; shapes nest: `.list(of: .line(max: 50), max: 20)`.
package struct JSONShape<Value> {
  /// Throws problems with pointers that begin at the value itself.
  package let read: (JSONValue) throws(JSONProblems) -> Value

  package init(_ read: @escaping (JSONValue) throws(JSONProblems) -> Value) { self.read = read }
}

extension JSONShape<JSONValue> {
  /// Whatever it is, for the caller to look at.
  package static var any: JSONShape { JSONShape { value in value } }
}

extension JSONShape<Bool> {
  package static var bool: JSONShape {
    JSONShape { value throws(JSONProblems) in
      guard case .bool(let bool) = value else { throw value.mismatch(.bool) }
      return bool
    }
  }
}

extension JSONShape<Int> {
  package static func integer(in range: ClosedRange<Int> = .min ... .max) -> JSONShape {
    JSONShape { value throws(JSONProblems) in
      guard case .number(let number) = value else { throw value.mismatch(.wholeNumber) }
      guard let integer = number.integer else { throw JSONProblems(.notWhole) }
      guard range.contains(Int(integer)) else { throw JSONProblems(.outOfRange(range)) }
      return Int(integer)
    }
  }
}

extension JSONShape<Double> {
  /// Always finite.
  package static var number: JSONShape {
    JSONShape { value throws(JSONProblems) in
      guard case .number(let number) = value else { throw value.mismatch(.number) }
      return number.double
    }
  }
}

extension JSONValue {
  func mismatch(_ expected: JSONType) -> JSONProblems { JSONProblems(.wrongType(type, expected: expected)) }
}
