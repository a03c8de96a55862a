import FormData
import Foundation
import StrictJSON
import Testing
import Ticketing
import Web

@Suite("A ticket's form")
struct TicketFormTests {
  private let desk: SmallDesk
  private let clock: PageClock

  init() throws {
    desk = try SmallDesk()
    clock = PageClock(now: desk.now, zone: .gmt, catalogue: try PageLibrary().catalogue(.english))
  }

  private func settings(_ fields: [(String, String)], _ definitions: [FieldDefinition] = []) throws -> JSONValue {
    try TicketForm(FormFields(fields.map { (name: $0.0, value: $0.1) }), clock).settings(definitions, desk.statuses)
  }

  private func field(_ kind: FieldDefinition.Kind) -> FieldDefinition {
    FieldDefinition(id: FieldID(UUID()), key: "key", name: "Key", kind: kind, allowed: ["a", "b"])
  }

  @Test(
    "gives a field's value as its kind wants it, and clears what is empty",
    arguments: [
      (FieldDefinition.Kind.text, ["x"], JSONValue.string("x")), (.number, ["1,5"], 1.5), (.number, ["many"], "many"),
      (.number, ["inf"], "inf"), (.flag, ["yes"], true), (.flag, ["no"], false), (.day, ["2026-11-21"], "2026-11-21"),
      (.choices, ["", "a", "b"], .array(["a", "b"])), (.choices, [""], nil), (.text, [""], nil), (.choice, [""], nil),
    ])
  func fieldValues(kind: FieldDefinition.Kind, typed: [String], value: JSONValue) throws {
    let object = try settings(typed.map { ("fields.key", $0) }, [field(kind)])
    #expect(object["fields"]?["key"] == value)
  }

  @Test("leaves alone what the form does not have")
  func absentFields() throws {
    #expect(try settings([], [field(.text)]) == ["fields": [:]])
  }

  @Test("gives the reason to rest only with a status on hold")
  func holds() throws {
    func hold(_ category: StatusCategory) throws -> JSONValue? {
      let status = desk.statuses.first(category).id.description
      return try settings([("status", status), ("hold.reason", "parts"), ("hold.until", "2026-11-21T10:40")])["hold"]
    }
    #expect(try hold(.inProgress) == nil)
    #expect(try hold(.onHold)?["reason"] == "parts")
    #expect(try hold(.onHold)?["until"]?.string?.hasPrefix("2026-11-21T10:40:00") == true)
  }

  @Test("takes tags with commas between them")
  func tags() throws {
    #expect(try settings([("tags", " a b, ,c,")])["tags"] == ["a b", "c"])
  }
}
