package import StrictJSON
package import Ticketing

package enum CustomerView {
  static let schema = Schema.object(["id": .id, "name": .text, "note": .text.orNull, "created_at": .time])

  package static func json(_ customer: Customer) -> JSONValue {
    [
      "id": JSONValue(customer.id), "name": JSONValue(customer.name), "note": JSONValue(customer.note),
      "created_at": JSONValue(customer.createdAt),
    ]
  }

  static let briefSchema = Schema.object(["id": .id, "name": .text])

  static func brief(_ customer: Customer) -> JSONValue {
    ["id": JSONValue(customer.id), "name": JSONValue(customer.name)]
  }
}
