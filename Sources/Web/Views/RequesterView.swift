package import StrictJSON
package import Ticketing

package enum RequesterView {
  static let schema = Schema.object([
    "id": .id, "name": .text, "email": .text.orNull, "phone": .text.orNull,
    "customer": CustomerView.briefSchema.orNull, "created_at": .time,
  ])

  package static func json(_ requester: Requester, _ people: inout PeopleCache) throws -> JSONValue {
    [
      "id": JSONValue(requester.id), "name": JSONValue(requester.name), "email": JSONValue(requester.email?.text),
      "phone": JSONValue(requester.phone), "customer": try people.customer(requester.customer),
      "created_at": JSONValue(requester.createdAt),
    ]
  }

  static let briefSchema = Schema.object([
    "id": .id, "name": .text, "email": .text.orNull, "phone": .text.orNull,
  ])

  static func brief(_ requester: Requester) -> JSONValue {
    [
      "id": JSONValue(requester.id), "name": JSONValue(requester.name), "email": JSONValue(requester.email?.text),
      "phone": JSONValue(requester.phone),
    ]
  }
}
