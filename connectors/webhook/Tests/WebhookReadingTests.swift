import ConnectorKit
import Foundation
import StrictJSON
import Testing
import Ticketing
import Webhooks

@Suite("What a sample says, seen at once")
struct WebhookReadingTests {
  private let sample = Array(
    """
    {"event":{"id":"e1","at":1420452191104},"ticket":{"id":4711,"subject":"Chiller\\n4","text":"<p>It <b>trips</b></p>",
    "status":"Open","empty":null},"notes":["first",{"body":"second","internal":"TRUE"}]}
    """.utf8)

  @Test("with where each path points, and which find nothing")
  func pointsAndSilences() throws {
    let connector = try PayloadTests.connector([
      "ticket_id": "$.ticket.id", "event_id": "$.event.id", "time": "$.event.at", "subject": "$.ticket.subject",
      "description": "$.ticket.text", "text_form": "html", "status": "$.ticket.status", "priority": "$.ticket.empty",
      "comment": "$.notes[1]", "comment_body": "$.body", "comment_private": "$.internal",
    ])
    let reading = connector.reading(of: sample, at: PayloadTests.now)
    let report = try #require(reading.reports.first)
    #expect(report.ticket.id == "4711" && report.subject == "Chiller 4" && report.status == "Open")
    #expect(report.description?.contains("It trips") == true)
    #expect(report.at == Date(timeIntervalSince1970: 1_420_452_191.104))
    #expect(report.comments.map(\.body) == ["second"] && report.comments.map(\.isPublic) == [false])
    #expect(
      reading.found.contains { $0.setting == "status" && $0.place == "$['ticket']['status']" && $0.value == "Open" })
    #expect(reading.findings.map(\.setting) == ["priority"])
  }

  @Test("also where it would be refused: which setting it fails at")
  func refusals() throws {
    let connector = try PayloadTests.connector(["ticket_id": "$.ticket.number"])
    let reading = connector.reading(of: sample, at: PayloadTests.now)
    #expect(reading.reports.isEmpty)
    #expect(reading.findings.contains { $0.setting == "ticket_id" && $0.isRefusal })
    let broken = connector.reading(of: Array("{".utf8), at: PayloadTests.now)
    #expect(broken.findings.contains { $0.setting == nil && $0.isRefusal })
  }

  @Test("and nothing of a webhook of another kind is heard")
  func otherKinds() throws {
    let connector = try PayloadTests.connector(["ticket_id": "$.ticket.id", "only_when": "$.event[?@ == 'e2']"])
    let reading = connector.reading(of: sample, at: PayloadTests.now)
    #expect(reading.reports.isEmpty && !reading.findings.contains { $0.isRefusal })
    #expect(reading.findings.contains { $0.setting == "event_id" })
  }

  @Test(
    "what is set up wrongly is told, all of it",
    arguments: [
      ("ticket_id", "ticket.id"), ("subject", "$.a["), ("on_open", "POST"), ("on_open", "POST /x\n\nwords"),
      ("on_open", "POST /x\nContent-Type: application/json\n\n{\"a\": \"{{subject}}"),
      ("on_open", "POST /x\nContent-Type: application/json\n\n{\"a\": \"{{hub.secret}}\"}"),
      ("on_open", "POST /x?key={{token}}"), ("on_open", "POST //evil.example/x"),
      ("on_open", "GET /x\nHost: evil.example"),
      ("on_retract", "DELETE /x/{{comment.body}}"), ("on_comment", "POST /x\nContent-Type: image/png\n\nx"),
    ])
  func wrongSettings(_ key: String, _ value: String) {
    var paths: JSONObject = [
      "ticket_id": "$.id", "url": "https://desk.example", "made_ticket_id": "$.id", "time_header": "X-Time",
    ]
    paths.set(key, to: .string(value))
    let refusal = #expect(throws: SettingsRefusal.self) { _ = try PayloadTests.connector(paths) }
    #expect(refusal?.problems.map(\.pointer) == ["/settings/\(key)"])
  }
}
