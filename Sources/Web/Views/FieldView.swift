package import StrictJSON
package import Ticketing

package enum FieldView {
  static let schema = Schema.object([
    "id": .id, "key": .text, "name": .text, "kind": .choice(of: FieldDefinition.Kind.self), "allowed": .list(.text),
  ])

  package static func json(_ field: FieldDefinition) -> JSONValue {
    [
      "id": JSONValue(field.id), "key": JSONValue(field.key), "name": JSONValue(field.name),
      "kind": JSONValue(field.kind.rawValue), "allowed": JSONValue(field.allowed),
    ]
  }

  /// What a ticket's field may hold.
  static let valueSchema = Schema([
    "anyOf": [Schema.text.json, Schema.number.json, Schema.flag.json, Schema.list(.text).json]
  ])

  package static func json(_ value: FieldValue) -> JSONValue {
    switch value {
    case .text(let text), .day(let text): JSONValue(text)
    case .number(let number): Int64(exactly: number).map { JSONValue($0) } ?? JSONValue(number)
    case .flag(let flag): JSONValue(flag)
    case .choices(let choices): JSONValue(choices)
    }
  }
}
