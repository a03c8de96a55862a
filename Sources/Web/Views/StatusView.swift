package import StrictJSON
package import Ticketing

package enum StatusView {
  static let schema = Schema.object([
    "id": .id, "name": .text, "category": .choice(of: StatusCategory.self), "position": .integer,
  ])

  package static func json(_ status: Status) -> JSONValue {
    [
      "id": JSONValue(status.id), "name": JSONValue(status.name), "category": JSONValue(status.category.rawValue),
      "position": JSONValue(status.position),
    ]
  }

  static let briefSchema = Schema.object(["id": .id, "name": .text, "category": .choice(of: StatusCategory.self)])

  static func brief(_ status: Status) -> JSONValue {
    [
      "id": JSONValue(status.id), "name": JSONValue(status.name), "category": JSONValue(status.category.rawValue),
    ]
  }
}
