import Federation
import Foundation
package import Storage
package import StrictJSON
import Ticketing

package enum TimelineView {
  static let schema = Schema.object([
    "seq": .integer, "at": .time, "kind": .choice(of: Event.Kind.self), "actor": .named("Author"),
    "data": .object(
      [
        "handoff": .id, "from": .text, "to": .text, "text": .text, "until": .time, "partner": .text, "comment": .id,
        "attachment": .object(["id": .id, "name": .text]), "audience": .choice(of: Audience.self), "message": .text,
        "changes": .list(.object(["what": .text, "from": .text.orNull, "to": .text.orNull])),
        "ticket": FamilyView.referenceSchema,
      ], required: []),
  ])

  package static func json(_ entry: TimelineEntry) -> JSONValue {
    let event = entry.event
    return [
      "seq": JSONValue(entry.seq), "at": JSONValue(event.at), "kind": JSONValue(event.kind.rawValue),
      "actor": AuthorView.json(event.actor), "data": .object(data(event)),
    ]
  }

  /// Each kind of event has what it has, and nothing else.
  private static func data(_ event: Event) -> JSONObject {
    let facts = event.facts
    let changes = facts.changes.map { changes in
      JSONValue.array(
        changes.map { ["what": JSONValue($0.what), "from": JSONValue($0.from), "to": JSONValue($0.to)] })
    }
    let file: JSONValue =
      facts.attachment.map { ["id": JSONValue($0.description), "name": JSONValue(facts.to ?? "")] } ?? .null
    let all: [(String, JSONValue)] = [
      ("handoff", JSONValue(event.handoff)), ("from", JSONValue(facts.from)), ("to", JSONValue(facts.to)),
      ("text", JSONValue(facts.text)), ("until", JSONValue(facts.until)), ("partner", JSONValue(facts.partner)),
      ("comment", JSONValue(facts.comment)), ("attachment", file),
      ("audience", JSONValue(facts.audience?.rawValue)), ("message", JSONValue(facts.message?.rawValue)),
      ("changes", JSONValue(changes)), ("ticket", FamilyView.json(facts.ticket)),
    ]
    return JSONObject(all.filter { !$0.1.isNull })
  }
}
