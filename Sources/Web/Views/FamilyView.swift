import Federation
import StrictJSON
import Ticketing

/// The tickets of its desk that a ticket is tied to, as the ticket shows them.
enum FamilyView {
  static let referenceSchema = Schema.object(["id": .id, "number": .integer])

  static let properties: KeyValuePairs<String, Schema> = [
    "merged_into": referenceSchema.orNull, "merged": .list(.integer), "split_from": referenceSchema.orNull,
    "parent": referenceSchema.orNull,
    "children": .list(
      .object([
        "id": .id, "number": .integer, "subject": .text, "status": StatusView.briefSchema, "with": .text.orNull,
      ])),
  ]

  static func members(of family: Family) -> [(String, JSONValue)] {
    [
      ("merged_into", json(family.survivor)), ("merged", .array(family.merged.map { JSONValue($0) })),
      ("split_from", json(family.source)), ("parent", json(family.parent)),
      ("children", .array(family.children.map(json))),
    ]
  }

  static func json(_ ticket: TicketReference?) -> JSONValue {
    guard let ticket else { return .null }
    return ["id": JSONValue(ticket.id), "number": JSONValue(ticket.number)]
  }

  private static func json(_ child: Family.Child) -> JSONValue {
    [
      "id": JSONValue(child.ticket.id), "number": JSONValue(child.ticket.number), "subject": JSONValue(child.subject),
      "status": StatusView.brief(child.status), "with": JSONValue(child.partner),
    ]
  }
}
