import ConnectorConformance
import ConnectorKit
import Federation
import Foundation
import StrictJSON
import Testing
import Ticketing
import Zendesk

@Suite("Zendesk's payloads that nobody here made")
struct PayloadTests {
  @Test(
    "are read, each by its kind",
    .enabled(if: Payloads.areThere(for: "zendesk"), "no payloads lie beside the repository"))
  func areRead() throws {
    let desk = try Desk()
    var table = PayloadTable()
    for payload in Payloads.all(in: "zendesk") {
      // Some programs keep what they were answered in an envelope of their own.
      guard let value = payload.value?["Details"] ?? payload.value else {
        table.count(payload, as: "no words, or words that are compressed", isRead: true)
        continue
      }
      for audit in value["audits"]?.array ?? value["audit"].map({ [$0] }) ?? [] {
        table.count(payload, as: "audit", isRead: desk.recognises(audit))
      }
      if let ticket = value["ticket"] {
        let receipt = desk.opened(.json(["ticket": ticket], status: 201))
        table.count(payload, as: "ticket", isRead: receipt?.ticket?.id == Self.id(ticket) && receipt?.status != nil)
        table.count(payload, as: "ticket in an export", isRead: desk.exported([ticket]) == 1)
      } else if let tickets = value["tickets"]?.array ?? (value["facets"] == nil ? nil : value["results"]?.array) {
        table.count(payload, as: "list of tickets", isRead: desk.exported(tickets) == tickets.count)
      } else if value["id"] != nil, value["subject"] != nil, value["status"] != nil {
        table.count(payload, as: "bare ticket", isRead: desk.exported([value]) == 1)
      } else if value["upload"] != nil {
        table.count(payload, as: "upload", isRead: desk.uploads(.json(value, status: 201)))
      } else if value["events"]?.array != nil, value["ticket_id"] != nil {
        table.count(payload, as: "bare audit", isRead: desk.recognises(value))
      } else if value["type"]?.string == "Comment" || value["comment"] != nil {
        table.count(payload, as: "comment", isRead: desk.comments(value["comment"] ?? value) == 1)
      } else if value["content_url"] != nil {
        let comment: JSONValue = ["id": 7, "body": "See it.", "attachments": [value]]
        table.count(payload, as: "attachment", isRead: desk.comments(comment) == 1)
      } else if let status = value["custom_status"] {
        table.count(payload, as: "custom status", isRead: desk.learns(status))
      } else if let user = value["user"] {
        table.count(payload, as: "user", isRead: desk.isTested(by: user))
      } else if value["ticket_id"] != nil, value["ticket_title"] != nil {
        table.count(
          payload, as: "trigger's body", isRead: try desk.told(value)?.ticket.id == value["ticket_id"]?.string)
      } else {
        table.count(payload, as: "something else", isRead: desk.opened(.json(value, status: 201)) == nil)
      }
    }
    print(table.report("Zendesk: payloads read, of all"))
    #expect(table.all > 40)
    #expect(table.unread == [])
  }

  private static func id(_ ticket: JSONValue) -> String? {
    ticket["id"]?.integer.map { String($0) } ?? ticket["id"]?.string
  }
}

/// A connector to which answers are given by hand.
private struct Desk {
  let connector: ZendeskConnector

  init() throws {
    connector = try ZendeskConnector(
      ZendeskConnector.schema.read(
        ["url": "https://acme.zendesk.example", "user": "b@acme.example", "user_id": "1"],
        secrets: ["token": "t", "hook_secret": "the secret"]))
  }

  private func change(_ content: Change.Content) -> Change {
    Change(
      event: EventID(UUID()), marker: "m", at: Date(timeIntervalSince1970: 1_790_000_000),
      author: WireAuthor(ref: "", name: "", kind: .system, role: nil, desk: ""), content: content,
      ticket: ExternalReference(id: "1"), status: nil)
  }

  private func receipt(_ content: Change.Content, _ answers: [EgressAnswer], earlierTries: Int = 0) -> Receipt? {
    let step = connector.carry(change(content), Exchange(answers: answers, earlierTries: earlierTries))
    guard case .done(let receipt) = step else { return nil }
    return receipt
  }

  func opened(_ answer: EgressAnswer) -> Receipt? {
    let ticket = NewTicket(
      number: 1, subject: "s", description: "d", priority: nil, type: nil, requester: nil, fields: [:])
    return receipt(.open(ticket), [answer])
  }

  /// How many reports an export with these tickets becomes.
  func exported(_ tickets: [JSONValue]) -> Int {
    let export = EgressAnswer.json(["tickets": .array(tickets), "after_cursor": "x", "end_of_stream": true])
    let none = [EgressAnswer](repeating: .json(["comments": []]), count: tickets.count)
    return polled([export] + none)?.count ?? -1
  }

  private func polled(_ answers: [EgressAnswer]) -> [Report]? {
    guard case .done(let polled) = connector.poll(since: "c", at: Date(), Exchange(answers: answers)) else {
      return nil
    }
    return polled.reports
  }

  func comments(_ comment: JSONValue) -> Int? {
    let export = EgressAnswer.json(["tickets": [["id": 1, "status": "open"]], "after_cursor": "x"])
    let reports = polled([export, .json(["comments": [comment]])])
    guard let files = comment["attachments"]?.array, reports?.first?.files.count == files.count else { return nil }
    return reports?.first?.comments.count
  }

  func uploads(_ answer: EgressAnswer) -> Bool {
    let file = OutwardFile(name: "a", type: "b/c", isPublic: true, content: EgressFile(count: 0) { _, _ in [] })
    guard case .ask(let request) = connector.carry(change(.file(file)), Exchange(answers: [answer])) else {
      return false
    }
    return request.method == .put
  }

  /// Whether an audit with the hub's mark is known for what an earlier try did.
  func recognises(_ audit: JSONValue) -> Bool {
    guard var marked = audit.object else { return false }
    marked.set("metadata", to: ["custom": ["baton": "m"]])
    let words = OutwardComment(body: "w", format: .text, isPublic: true, signedBody: "w")
    let answer = EgressAnswer.json(["audits": [.object(marked)]])
    let said = audit["events"]?.array?.contains { $0["type"]?.string == "Comment" } ?? false
    let receipt = receipt(.comment(words), [answer], earlierTries: 1)
    return receipt != nil && (receipt?.item != nil) == said
  }

  /// Whether a user's record says whose the token is.
  func isTested(by user: JSONValue) -> Bool {
    if case .failed(.permanent(.unsupported)) = connector.test(Exchange(answers: [.json(["user": user])])) {
      true
    } else {
      false
    }
  }

  /// Whether a status of the account's own is known after a test.
  func learns(_ status: JSONValue) -> Bool {
    let me: JSONValue = ["user": ["id": 1, "email": "b@acme.example"]]
    let answers = [EgressAnswer.json(me), .json(["custom_statuses": [status]])]
    guard case .done(let result) = connector.test(Exchange(answers: answers)) else { return false }
    let id = status["id"]?.integer.map { String($0) }
    return result.statuses?.contains { $0.id == id && !$0.name.isEmpty } ?? false
  }

  func told(_ body: JSONValue) throws -> Report? {
    let bytes = JSONWriter.bytes(of: body)
    let now = Date(timeIntervalSince1970: 1_790_000_000)
    let time = RFC3339.text(now)
    let signature = SignatureScheme(.sha256, .base64).signature(
      of: [Array(time.utf8), bytes], by: SharedSecret("the secret"))
    let hook = Hook(
      headers: [("x-zendesk-webhook-signature", signature), ("x-zendesk-webhook-signature-timestamp", time)],
      body: bytes)
    return try connector.read(hook, at: now).first
  }
}
