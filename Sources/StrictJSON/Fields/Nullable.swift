/// A field that a body may leave out, set to null, or give a value.
package enum Nullable<Value> {
  case absent
  case null
  case value(Value)

  /// Nil for an absent field and for null alike.
  package var orNil: Value? {
    switch self {
    case .absent, .null: nil
    case .value(let value): value
    }
  }

  /// What a value becomes when this is applied to it.
  package func applied(to old: Value?) -> Value? {
    switch self {
    case .absent: old
    case .null: nil
    case .value(let value): value
    }
  }

  package func map<Other>(_ transform: (Value) -> Other) -> Nullable<Other> {
    switch self {
    case .absent: .absent
    case .null: .null
    case .value(let value): .value(transform(value))
    }
  }
}

extension Nullable: Sendable where Value: Sendable {}
extension Nullable: Equatable where Value: Equatable {}
