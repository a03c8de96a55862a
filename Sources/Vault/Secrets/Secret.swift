/// A value that no log, error text, crash report or dump shows: however it is printed, it is `***`.
///
/// It is neither `Codable` nor `Equatable`: what is written or compared is what `expose()` gives, where a reader sees it.
/// Compare with `ConstantTime`.
package struct Secret<Value> {
  private let value: Value

  package init(_ value: Value) { self.value = value }

  /// The value in the clear. Hand it on to what needs it, never to a text that people or logs see.
  package func expose() -> Value { value }
}

extension Secret: Sendable where Value: Sendable {}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "***" }
  package var debugDescription: String { "***" }
  package var customMirror: Mirror { Mirror(self, children: ["value": "***"]) }
}
