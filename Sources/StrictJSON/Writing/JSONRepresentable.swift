package import Foundation

/// What can be put into an answer: `JSONValue(ticket.subject)`, `JSONValue(ticket.resolvedAt)` with null for nil.
package protocol JSONRepresentable {
  var jsonValue: JSONValue { get }
}

extension JSONValue {
  package init(_ value: some JSONRepresentable) { self = value.jsonValue }
}

extension JSONValue: JSONRepresentable {
  package var jsonValue: JSONValue { self }
}

extension JSONObject: JSONRepresentable {
  package var jsonValue: JSONValue { .object(self) }
}

extension String: JSONRepresentable {
  package var jsonValue: JSONValue { .string(self) }
}

extension Bool: JSONRepresentable {
  package var jsonValue: JSONValue { .bool(self) }
}

extension Int: JSONRepresentable {
  package var jsonValue: JSONValue { .number(JSONNumber(Int64(self))) }
}

extension Int64: JSONRepresentable {
  package var jsonValue: JSONValue { .number(JSONNumber(self)) }
}

extension Double: JSONRepresentable {
  /// Null for NaN and the infinities.
  package var jsonValue: JSONValue { JSONNumber(self).map(JSONValue.number) ?? .null }
}

extension Date: JSONRepresentable {
  package var jsonValue: JSONValue { .string(RFC3339.text(self)) }
}

extension Optional: JSONRepresentable where Wrapped: JSONRepresentable {
  package var jsonValue: JSONValue { self?.jsonValue ?? .null }
}

extension Array: JSONRepresentable where Element: JSONRepresentable {
  package var jsonValue: JSONValue { .array(map { $0.jsonValue }) }
}

extension JSONRepresentable where Self: RawRepresentable, RawValue == String {
  package var jsonValue: JSONValue { .string(rawValue) }
}
