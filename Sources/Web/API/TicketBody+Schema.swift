import StrictJSON
import Ticketing

extension TicketBody {
  static let openingSchema = schema(required: ["subject"])
  static let changingSchema = schema(required: [])
  static let splittingSchema = openingSchema.adding(["comments": .list(.id)], areRequired: false)

  private static func schema(required: [String]) -> Schema {
    .object(
      [
        "subject": .text(max: Limits.subjectBytes), "description": .text(max: Limits.descriptionBytes),
        "type": .choice(of: TicketType.self), "priority": .choice(of: Priority.self),
        "impact": Schema.choice(of: Level.self).orNull, "urgency": Schema.choice(of: Level.self).orNull,
        "status": .text(max: Limits.nameBytes), "hold": hold.orNull, "requester": person.orNull,
        "team": Schema.text(max: Limits.nameBytes).orNull, "assignee": Schema.text(max: Limits.personBytes).orNull,
        "tags": .list(.text(max: Limits.tagBytes)), "fields": .map(of: FieldView.valueSchema.orNull),
        "site": site.orNull,
      ], required: required)
  }

  private static let hold = Schema.object(
    ["reason": Schema.text(max: Limits.reasonBytes).orNull, "until": Schema.time.orNull], required: [])

  private static let person = Schema.object(
    [
      "email": Schema.text(max: 254).orNull, "name": Schema.text(max: Limits.nameBytes).orNull,
      "phone": Schema.text(max: Limits.nameBytes).orNull,
    ], required: [])

  private static let site = Schema.object(
    [
      "address": siteLine, "access": siteLine, "contact": siteLine, "phone": siteLine, "device": siteLine,
      "serial_number": siteLine,
    ], required: [])

  private static let siteLine = Schema.text(max: Limits.siteLineBytes).orNull
}
