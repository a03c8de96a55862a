import Storage
import StrictJSON
import Ticketing

extension JSONShape<EmailAddress> {
  static var email: JSONShape { .parsed("an e-mail address", max: 254) { EmailAddress($0) } }
}

extension JSONShape<String> {
  static var name: JSONShape { .line(max: Limits.nameBytes) }
}

extension JSONShape<Int> {
  static var idleMinutes: JSONShape { .integer(in: IdleLimit.range) }
}

extension JSONShape {
  static func id<Entity>() -> JSONShape where Value == ID<Entity> { .parsed("an id") { ID<Entity>($0) } }
}

extension Nullable where Value: Sendable & Equatable {
  /// Nil for a field that is absent.
  var setting: Setting<Value>? {
    switch self {
    case .absent: nil
    case .null: .cleared
    case .value(let value): .to(value)
    }
  }
}
