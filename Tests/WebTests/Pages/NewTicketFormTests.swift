import DeskActions
import FormData
import Foundation
import StrictJSON
import Testing
import Ticketing
import Web

@Suite("The form of a new ticket")
struct NewTicketFormTests {
  private let definitions = FieldDefinition.Kind.allCases.map {
    FieldDefinition(id: FieldID(UUID()), key: $0.rawValue, name: $0.rawValue, kind: $0, allowed: ["a", "b"])
  }

  private func object(_ fields: [(String, String)]) -> JSONObject {
    NewTicketForm(FormFields(fields.map { (name: $0.0, value: $0.1) }), definitions).object
  }

  @Test("leaves out what nobody filled in")
  func leavesOut() {
    let empty = object([
      ("subject", "Jam"), ("description", ""), ("team", ""), ("requester_email", " "), ("tags", " , "),
      ("field_number", ""),
      ("site_phone", ""),
    ])
    #expect(empty == ["subject": "Jam"])
  }

  @Test("is read as the API reads a ticket")
  func isRead() throws {
    let fields = [
      ("subject", "Jam"), ("description", "one\r\ntwo"), ("requester_email", "kim@example.org "), ("tags", "a, b ,a"),
      ("impact", "high"), ("site_serial_number", "SN"), ("field_number", "3,5"), ("field_flag", "no"),
      ("field_day", "2026-11-21"), ("field_choices", "a"), ("field_choices", "b"), ("field_choice", "b"),
    ]
    let input = try JSONFields.read(.object(object(fields)), TicketBody.opening)
    #expect(input.changes.subject == "Jam" && input.changes.description == "one\ntwo")
    #expect(input.requester?.value?.email == EmailAddress("kim@example.org"))
    #expect(input.changes.tags == ["a", "b"] && input.changes.impact == .to(.high))
    #expect(input.changes.site == .to(Site(serialNumber: "SN")))
    #expect(
      input.fields == [
        "number": .number(3.5), "flag": .flag(false), "day": .text("2026-11-21"), "choices": .list(["a", "b"]),
        "choice": .text("b"),
      ])
  }

  @Test("hands on what is no number, for the desk to refuse in words", arguments: ["many", "1e999", "nan"])
  func noNumber(text: String) {
    #expect(object([("subject", "Jam"), ("field_number", text)])["fields"] == ["number": JSONValue(text)])
  }
}

@Suite("The problems of a form")
struct FieldProblemsTests {
  @Test("stand at the fields that they are about")
  func standAtFields() {
    let problem = Problem(
      422, "Invalid", "", errors: [("/subject", "is required"), ("/requester/email", "is none"), ("/fields/vip", "no")])
    let problems = FieldProblems(problem)
    #expect(problems["subject"] == "is required")
    #expect(problems["requester_email"] == "is none" && problems["fields_vip"] == "no")
    #expect(problems["description"] == nil && FieldProblems(nil)["subject"] == nil)
  }
}
