import StrictJSON
import Ticketing

extension TicketBody {
  static let openingSchema = schema(required: ["subject"])
  static let changingSchema = schema(required: [])
  static let splittingSchema = openingSchema.adding(
    ["comments": .list(.id, max: Limits.splitComments)], areRequired: false)

  private static func schema(required: [String]) -> Schema {
    .object(
      [
        "subject": .line(max: Limits.subjectBytes),
        "description": .lines(max: Limits.descriptionBytes, mayBeEmpty: true),
        "type": .choice(of: TicketType.self), "priority": .choice(of: Priority.self),
        "impact": Schema.choice(of: Level.self).orNull, "urgency": Schema.choice(of: Level.self).orNull,
        "status": .line(max: Limits.nameBytes), "hold": hold.orNull, "requester": person.orNull,
        "team": Schema.line(max: Limits.nameBytes).orNull, "assignee": Schema.line(max: Limits.personBytes).orNull,
        "tags": .list(.line(max: Limits.tagBytes), max: Limits.tags),
        "fields": .map(of: fieldValue.orNull, max: Limits.fields),
        "site": site.orNull,
      ], required: required)
  }

  private static let hold = Schema.object(
    ["reason": Schema.lines(max: Limits.reasonBytes).orNull, "until": Schema.moment.orNull], required: [])

  /// Somebody with an address or a name; null says no more than a name that is left out.
  private static let person = Schema.either([
    .object(["email": .email, "name": name.orNull, "phone": name.orNull], required: ["email"]),
    .object(["email": Schema.email.orNull, "name": name, "phone": name.orNull], required: ["name"]),
  ])

  private static let name = Schema.line(max: Limits.nameBytes)

  private static let fieldValue: Schema = {
    let text = Schema.lines(max: Limits.fieldValueBytes, mayBeEmpty: true)
    return .either([text, .number, .flag, .list(text, max: Limits.choices)])
  }()

  private static let site = Schema.object(
    [
      "address": siteLine, "access": siteLine, "contact": siteLine, "phone": siteLine, "device": siteLine,
      "serial_number": siteLine,
    ], required: [])

  private static let siteLine = Schema.line(max: Limits.siteLineBytes).orNull
}
