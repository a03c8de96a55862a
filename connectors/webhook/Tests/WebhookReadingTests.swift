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

  private func place(_ path: String, in sample: [UInt8], _ settings: [String: String] = [:]) throws -> SamplePlace {
    try #require(WebhookConnector.places(in: sample, by: settings).first { $0.path == path }, "\(path)")
  }

  @Test("and each value that may be pointed at, of a list those of its first thing, with what points at it")
  func places() throws {
    let settings = [
      "ticket_id": "$.ticket.id", "status": "$..status", "subject": "no path", "comment": "$.notes[*]",
      "comment_body": "$.body",
    ]
    let places = WebhookConnector.places(in: sample, by: settings)
    #expect(
      places.map(\.path) == [
        "$.event.id", "$.event.at", "$.ticket.id", "$.ticket.subject", "$.ticket.text", "$.ticket.status", "$.notes[*]",
      ])
    #expect(places.filter { !$0.pointers.isEmpty }.map(\.pointers) == [["ticket_id"], ["status"]])
    #expect(try place("$.ticket.id", in: sample).value == "4711")
    for broken in ["{", "", "[]", "{}", "null", #"{"a":1,"a":2}"#] {
      #expect(WebhookConnector.places(in: Array(broken.utf8), by: settings) == [], "\(broken)")
    }
    let wide = "[" + (0..<400).map { "{\"key\($0)\":\($0)}" }.joined(separator: ",") + "]"
    #expect(WebhookConnector.places(in: Array(wide.utf8), by: [:]).count == 1)
    let long = "{" + (0..<400).map { "\"key\($0)\":\($0)" }.joined(separator: ",") + "}"
    #expect(WebhookConnector.places(in: Array(long.utf8), by: [:]).count == 150)
  }

  @Test("a path that is made by pointing finds what was pointed at, whatever its members are called")
  func pointedPathsHold() throws {
    for key in ["id", "the id", "it's", "a\\b", "ü", "", "a.b", "0", "a\nb", "\u{1}", "]["] {
      let body = JSONWriter.bytes(of: .object(JSONObject([(key, JSONValue.object(["id": 7]))])))
      let place = try #require(WebhookConnector.places(in: body, by: [:]).first)
      let settings = WebhookConnector.pointing("ticket_id", at: place, [:])
      let connector = try PayloadTests.connector(["ticket_id": .string(settings["ticket_id"] ?? "")])
      #expect(connector.reading(of: body, at: PayloadTests.now).reports.first?.ticket.id == "7", "\(key)")
      #expect(WebhookConnector.places(in: body, by: settings).first?.pointers == ["ticket_id"], "\(key)")
    }
  }

  @Test("comments and files are pointed at by what holds them: a list's things, or the object around their words")
  func parts() throws {
    let sample = Array(
      """
      {"id":1,"notes":[{"key":1,"by":{"name":"Kim"},"text":"a"},{"key":2,"text":"b"}],"said":{"words":"c","who":"Ann"},
      "files":["https://far.example/1"]}
      """.utf8)
    var settings = WebhookConnector.pointing("comment_body", at: try place("$.notes[*].text", in: sample), [:])
    settings = WebhookConnector.pointing("comment_author", at: try place("$.notes[*].by.name", in: sample), settings)
    #expect(settings == ["comment": "$.notes[*]", "comment_body": "$.text", "comment_author": "$.by.name"])
    #expect(try place("$.notes[*].by.name", in: sample, settings).pointers == ["comment_author"])
    // What stands elsewhere is no part of those comments.
    #expect(
      WebhookConnector.pointing("comment_author", at: try place("$.said.who", in: sample, settings), settings)
        == settings)
    settings = WebhookConnector.pointing("comment_body", at: try place("$.said.words", in: sample), settings)
    #expect(settings["comment"] == "$.said" && settings["comment_body"] == "$.words")
    let file = WebhookConnector.pointing("file_url", at: try place("$.files[*]", in: sample), [:])
    #expect(file == ["file": "$.files[*]", "file_url": ""])
  }

  @Test("where one webhook tells of several things, what is pointed at begins at each")
  func several() throws {
    let sample = Array(#"{"all":[{"id":1},{"id":2}]}"#.utf8)
    let settings = WebhookConnector.pointing(
      "ticket_id", at: try place("$.all[*].id", in: sample), ["each": "$.all[*]"])
    #expect(settings["ticket_id"] == "$.id")
    #expect(try place("$.all[*].id", in: sample, settings).pointers == ["ticket_id"])
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
