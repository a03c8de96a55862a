import ConnectorConformance
import ConnectorKit
import Federation
import Foundation
import ServiceNow
import StrictJSON
import Testing
import Ticketing

@Suite("What is ServiceNow's own")
struct ServiceNowTests {
  @Test(
    "a reason to hold is part of the status where a person or a vendor is waited for",
    arguments: [
      ("3", "1", "3/1"), ("3", "4", "3/4"), ("3", "5", "3"), ("3", "", "3"), ("2", "1", "2"), ("-5", "", "-5"),
    ])
  func reasons(_ state: String, _ reason: String, _ status: String) throws {
    let report = try Self.read(["record": ["sys_id": "a", "state": .string(state), "hold_reason": .string(reason)]])
    #expect(report.status == status)
  }

  @Test("a field is read whether it is plain, a number, or a value with what people see")
  func fieldForms() throws {
    let report = try Self.read([
      "record": [
        "sys_id": ["value": "a", "display_value": "a"], "state": 6, "short_description": ["value": "Door"],
        "caller_id": ["value": "u1", "display_value": "Beth Anglin", "link": "https://x.example"],
        "sys_updated_on": ["value": "2026-09-21 14:13:20", "display_value": "21.09.2026 16:13:20"],
      ]
    ])
    #expect(report.ticket.id == "a")
    #expect(report.status == "6")
    #expect(report.subject == "Door")
    #expect(report.requester == ReportedPerson(id: "u1", name: "Beth Anglin", isAgent: false))
    #expect(report.at == Date(timeIntervalSince1970: 1_790_000_000))
  }

  @Test("a priority that is not told is found by impact and urgency")
  func levels() throws {
    #expect(try Self.read(["record": ["sys_id": "a", "impact": "1", "urgency": "2"]]).priority == "2")
  }

  @Test("a body of one's own is read where the settings say that its words stand")
  func ownBody() throws {
    let report = try Self.read(
      ["incident": ["ref": 17, "title": "Door"], "said": "It rains in."],
      settings: ["paths": "id = $.incident.ref\n\nsubject=$.incident.title\ncomment = $.said"])
    #expect(report.ticket.id == "17")
    #expect(report.subject == "Door")
    #expect(report.comments.map(\.body) == ["It rains in."])
    #expect(report.key?.isEmpty == false)
  }

  @Test(
    "a path that there is not is refused, with what is wrong",
    arguments: ["subject $.x", "colour = $.x", "id = $.x[", "id = $..x", "id ="])
  func badPaths(_ line: String) {
    #expect(throws: SettingsRefusal.self) { try Self.connector(["paths": .string(line)]) }
  }

  @Test("a journal that comes as one text is taken apart")
  func journals() throws {
    let text = """
      2026-09-21 14:20:00 - Beth Anglin (Additional comments)
      It rains in.
      Still.

      2026-09-21 14:13:20 - baton (Additional comments)
      Ivan (Fieldworks): We come.

      """
    let comments = try Self.read(["record": ["sys_id": "a"], "comment": .string(text)]).comments
    #expect(comments.map(\.body) == ["It rains in.\nStill.", "Ivan (Fieldworks): We come."])
    #expect(comments.map(\.author?.name) == ["Beth Anglin", "baton"])
    #expect(comments.map(\.isOwn) == [false, true])
    #expect(Set(comments.map(\.id)).count == 2)
  }

  @Test("a data policy that demands a field is told by the field's name")
  func dataPolicy() throws {
    let refusal = EgressAnswer.json(
      [
        "error": [
          "message": "Operation Failed",
          "detail": "Data Policy Exception: The following fields are mandatory: Service, Assignment group",
        ], "status": "failure",
      ], status: 403)
    let change = Change(
      event: EventID(UUID()), marker: "m", at: Date(timeIntervalSince1970: 1_790_000_000),
      author: WireAuthor(ref: "", name: "", kind: .agent, role: nil, desk: ""),
      content: .status(OutwardStatus(status: "2", resolution: nil, fields: [:])), ticket: ExternalReference(id: "a"),
      status: "1")
    let step = try Self.connector().carry(change, Exchange(answers: [refusal]))
    guard case .failed(.permanent(.lacking(let fields))) = step else {
      Issue.record("\(step)")
      return
    }
    #expect(fields == ["Service", "Assignment group"])
  }

  private static func connector(_ more: JSONObject = [:]) throws -> ServiceNowConnector {
    var settings: JSONObject = ["url": "https://acme.service-now.example", "user": "baton", "proof": "secret"]
    for (key, value) in more.members { settings.append(key, value) }
    return try ServiceNowConnector(
      ServiceNowConnector.schema.read(settings, secrets: ["password": "p", "hook_secret": "the secret"]))
  }

  private static func read(_ body: JSONValue, settings: JSONObject = [:]) throws -> Report {
    let hook = Hook(headers: [("x-baton-secret", "the secret")], body: JSONWriter.bytes(of: body))
    return try #require(try connector(settings).read(hook, at: Date(timeIntervalSince1970: 1_790_000_000)).first)
  }
}
