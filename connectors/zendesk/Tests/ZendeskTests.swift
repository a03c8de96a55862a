import ConnectorConformance
import ConnectorKit
import Federation
import Foundation
import StrictJSON
import Testing
import Ticketing
import Zendesk

@Suite("What is Zendesk's own")
struct ZendeskTests {
  @Test("a status is set only on what was looked at: the update names the stamp that it saw")
  func safeUpdate() throws {
    let looked = EgressAnswer.json(["ticket": ["id": 7, "status": "open", "updated_at": "2026-09-21T14:13:20Z"]])
    let body = try #require(try Self.request(Self.status("pending"), [looked]))
    #expect(body["ticket"]?["safe_update"] == true)
    #expect(body["ticket"]?["updated_stamp"] == "2026-09-21T14:13:20Z")
    #expect(body["ticket"]?["status"] == "pending")
    let conflict = EgressAnswer.json(["error": "UpdateConflict"], status: 409)
    #expect(try Self.failure(Self.status("pending"), [looked, conflict]) == .temporary(retryAfter: nil, .conflict))
  }

  @Test("a status of the account's own is set and heard by its number, once the settings name it")
  func ownStatuses() throws {
    let looked = EgressAnswer.json(["ticket": ["id": 7, "status": "open", "custom_status_id": 5, "updated_at": "x"]])
    let body = try #require(try Self.request(Self.status("22644162812557"), [looked]))
    #expect(body["ticket"]?["custom_status_id"] == 22_644_162_812_557)
    let told: JSONValue = ["ticket": ["id": 7, "status": "Open", "custom_status_id": 22_644_162_812_557]]
    #expect(try Self.read(told).status == "open")
    #expect(try Self.read(told, ["statuses": "1 22644162812557"]).status == "22644162812557")
  }

  @Test("what is demanded is named, and what is closed is told from it")
  func refusals() throws {
    func refusal(_ field: String, _ error: String, _ description: String) -> EgressAnswer {
      .json(
        [
          "error": "RecordInvalid",
          "details": .object([field: [["description": .string(description), "error": .string(error)]]]),
        ], status: 422)
    }
    let words = Change.Content.comment(OutwardComment(body: "w", format: .text, isPublic: true, signedBody: "w"))
    let blank = refusal("360000001", "BlankValue", "Cause: cannot be blank")
    #expect(try Self.failure(words, [blank]) == .permanent(.lacking(fields: ["Cause: cannot be blank"])))
    let closed = refusal("status", "ClosedTicket", "Status: closed prevents ticket update")
    #expect(try Self.failure(words, [closed]) == .permanent(.closed))
    let followUp = try #require(try Self.request(words, [closed], ["follow_up": true]))
    #expect(followUp["ticket"]?["via_followup_source_id"] == 7)
    #expect(try Self.failure(words, [refusal("base", "X", "no")]) == .permanent(.refused(status: 422)))
  }

  @Test("an account's own fields are given by their numbers")
  func ownFields() throws {
    let ticket = NewTicket(
      number: 1, subject: "s", description: "d", priority: nil, type: nil,
      requester: WireRequester(name: "Fleur", phone: nil),
      fields: ["360000001": "pump", "group_id": "12", "recipient": "a@b.example"])
    let body = try #require(try Self.request(.open(ticket), []))?["ticket"]
    #expect(body?["custom_fields"] == [["id": 360_000_001, "value": "pump"]])
    #expect(body?["group_id"] == 12)
    #expect(body?["recipient"] == "a@b.example")
    #expect(body?["comment"]?["body"] == "d\n\nReported by Fleur.")
  }

  @Test(
    "what was taken back there is told as taken back",
    arguments: ["comment_made_private", "comment_redacted"])
  func takenBack(_ event: String) throws {
    let report = try Self.read(Self.event(event, ["comment": ["id": "99"]]))
    #expect(report.comments.map(\.id) == ["99"])
    #expect(report.comments.map(\.isDeleted) == [true])
  }

  @Test("an event of a ticket that does not bear the tag is passed by")
  func tags() throws {
    let body = Self.event("status_changed", [:])
    #expect(try Self.reports(body, ["tag": "baton"]).isEmpty)
    #expect(try Self.reports(body, ["tag": "VIP"]).count == 1)
    #expect(try Self.reports(["type": "zen:event-type:user.created", "detail": ["id": "5"]]).isEmpty)
  }

  @Test("a trigger's status in another language waits for the next question, or for the mapping where none is asked")
  func languages() throws {
    let body: JSONValue = ["ticket": ["id": "7", "status": "Opgelost"]]
    #expect(try Self.read(body).status == nil)
    #expect(try Self.read(body, ["poll_every": 0]).status == "Opgelost")
    #expect(try Self.read(["ticket": ["id": "7", "status": "On-hold"]]).status == "hold")
  }

  @Test("an anonymous user is nobody, and another user than the one that is named is told")
  func accounts() throws {
    let connector = try Self.connector()
    let nobody = EgressAnswer.json(["user": ["id": nil, "name": "Anonymous user"]])
    guard case .failed(.permanent(.notAuthorised)) = connector.test(Exchange(answers: [nobody])) else {
      Issue.record("an anonymous user is taken for somebody")
      return
    }
    let other = EgressAnswer.json(["user": ["id": 901, "name": "Beth"]])
    guard case .failed(.permanent(.unsupported)) = connector.test(Exchange(answers: [other])) else {
      Issue.record("another user's token is taken")
      return
    }
  }
}

extension ZendeskTests {
  private static let now = Date(timeIntervalSince1970: 1_790_000_000)

  private static func connector(_ more: JSONObject = [:]) throws -> ZendeskConnector {
    var settings: JSONObject = ["url": "https://acme.zendesk.example", "user": "b@acme.example", "user_id": "900"]
    for (key, value) in more.members { settings.append(key, value) }
    return try ZendeskConnector(
      ZendeskConnector.schema.read(settings, secrets: ["token": "t", "hook_secret": "the secret"]))
  }

  private static func status(_ status: String) -> Change.Content {
    .status(OutwardStatus(status: status, resolution: nil, fields: [:]))
  }

  private static func step(
    _ content: Change.Content, _ answers: [EgressAnswer], _ settings: JSONObject
  ) throws -> Step<Receipt> {
    let change = Change(
      event: EventID(UUID()), marker: "m", at: now,
      author: WireAuthor(ref: "", name: "Ivan", kind: .agent, role: nil, desk: ""), content: content,
      ticket: ExternalReference(id: "7"), status: nil)
    return try connector(settings).carry(change, Exchange(answers: answers))
  }

  private static func failure(
    _ content: Change.Content, _ answers: [EgressAnswer], _ settings: JSONObject = [:]
  ) throws -> DeliveryFailure? {
    guard case .failed(let failure) = try step(content, answers, settings) else { return nil }
    return failure
  }

  /// The body of the next request.
  private static func request(
    _ content: Change.Content, _ answers: [EgressAnswer], _ settings: JSONObject = [:]
  ) throws -> JSONValue? {
    guard case .ask(let request) = try step(content, answers, settings), case .bytes(let bytes) = request.body else {
      return nil
    }
    return try JSONReader.read(bytes)
  }

  private static func event(_ kind: String, _ event: JSONValue) -> JSONValue {
    [
      "type": .string("zen:event-type:ticket.\(kind)"), "id": "e-1", "event": event,
      "detail": [
        "id": "7", "status": "OPEN", "subject": "s", "tags": ["vip"], "created_at": "2026-09-21T14:00:00Z",
        "updated_at": "2026-09-21T14:13:20Z",
      ],
    ]
  }

  private static func reports(_ body: JSONValue, _ settings: JSONObject = [:]) throws -> [Report] {
    let bytes = JSONWriter.bytes(of: body)
    let time = RFC3339.text(now)
    let signature = SignatureScheme(.sha256, .base64).signature(
      of: [Array(time.utf8), bytes], by: SharedSecret("the secret"))
    let hook = Hook(
      headers: [("x-zendesk-webhook-signature", signature), ("x-zendesk-webhook-signature-timestamp", time)],
      body: bytes)
    return try connector(settings).read(hook, at: now)
  }

  private static func read(_ body: JSONValue, _ settings: JSONObject = [:]) throws -> Report {
    try #require(try reports(body, settings).first)
  }
}
