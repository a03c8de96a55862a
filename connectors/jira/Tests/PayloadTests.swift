import ConnectorConformance
import ConnectorKit
import Federation
import Foundation
import Jira
import StrictJSON
import Testing
import Ticketing

@Suite("Jira's payloads that nobody here made")
struct PayloadTests {
  @Test(
    "are read, each by its kind",
    .enabled(if: Payloads.areThere(for: "jira"), "no payloads lie beside the repository"))
  func areRead() throws {
    var table = PayloadTable()
    for payload in Payloads.all(in: "jira") {
      guard let value = payload.value else {
        table.count(payload, as: "no words", isRead: true)
        continue
      }
      let desk = try Listener(for: value)
      if let event = value["webhookEvent"]?.string {
        let report = desk.told(value)
        let hasWords = value["comment"] == nil || report?.comments.count == 1
        table.count(payload, as: event, isRead: report?.at != nil && hasWords)
      } else if value["issueKey"] != nil {
        let report = desk.told(value)
        table.count(
          payload, as: "request", isRead: report?.ticket.number == value["issueKey"]?.string && report?.status != nil)
      } else if value["key"] != nil, value["fields"] != nil {
        let report = desk.told(value)
        table.count(payload, as: "issue", isRead: report?.subject == value["fields"]?["summary"]?.string)
      } else if let issues = value["issues"]?.array {
        table.count(payload, as: "list of issues", isRead: desk.asked(issues) == issues.count)
      } else if value["body"] != nil, value["author"] != nil {
        table.count(payload, as: "comment", isRead: desk.told(commenting: value)?.comments.count == 1)
      } else if value["comment"] != nil, value["attachments"] != nil {
        table.count(payload, as: "attachment of a request", isRead: desk.attached(value, ofRequest: true) != nil)
      } else if let file = value.array?.first, file["filename"] != nil {
        table.count(
          payload, as: "attachment", isRead: desk.attached(value, ofRequest: false) == file["id"]?.string)
      } else if value["key"] != nil, value["id"] != nil, payload.method == "POST", payload.status == 201 {
        table.count(payload, as: "new issue", isRead: desk.opened(value) == value["id"]?.string)
      } else {
        table.count(payload, as: "something else", isRead: desk.opened(value) == nil)
      }
    }
    print(table.report("Jira: payloads read, of all"))
    #expect(table.all > 40)
    #expect(table.unread == [])
  }
}

/// A connector for the project of a payload, to which answers are given by hand.
private struct Listener {
  let connectors: [Bool: any Connector]

  init(for value: JSONValue) throws {
    let issue = value["issue"] ?? value["issues"]?.array?.first ?? value
    let key = issue["key"]?.string ?? issue["issueKey"]?.string ?? "NONE-1"
    let named = issue["fields"]?["project"]?["key"]?.string ?? String(key.prefix { $0 != "-" })
    let project = named.wholeMatch(of: /[A-Za-z0-9_]+/) == nil ? "NONE" : named
    var made: [Bool: any Connector] = [:]
    for isService in [true, false] {
      let settings: JSONObject = [
        "url": "https://jira.example", "project": .string(project), "user": "x", "account": "nobody of these",
        "proof": "address", "product": isService ? "service" : "plain",
      ]
      made[isService] = try JiraConnector(JiraConnector.schema.read(settings, secrets: ["token": "t"]))
    }
    connectors = made
  }

  func told(_ value: JSONValue) -> Report? {
    let hook = Hook(headers: [], body: JSONWriter.bytes(of: value))
    return try? connectors[true]?.read(hook, at: Date(timeIntervalSince1970: 0)).first
  }

  func told(commenting comment: JSONValue) -> Report? {
    told([
      "timestamp": 1_550_286_678_321, "webhookEvent": "comment_created", "comment": comment,
      "issue": ["id": "1", "key": "NONE-1"],
    ])
  }

  /// How many reports a search with these issues becomes.
  func asked(_ issues: [JSONValue]) -> Int? {
    var answers = [EgressAnswer.json(["issues": .array(issues), "total": JSONValue(issues.count)])]
    for issue in issues { answers += [.json(issue), .json(["comments": []])] }
    let step = connectors[true]?.poll(
      since: "0 0", at: Date(timeIntervalSince1970: 1_790_000_000), Exchange(answers: answers))
    guard case .done(let polled)? = step else { return nil }
    return polled.reports.count
  }

  func opened(_ value: JSONValue) -> String? {
    let ticket = NewTicket(
      number: 1, subject: "s", description: "d", priority: nil, type: nil, requester: nil, fields: [:])
    return receipt(.open(ticket), [.json(value, status: 201), .json([:])], isService: false)?.ticket?.id
  }

  func attached(_ value: JSONValue, ofRequest isService: Bool) -> String? {
    let file = OutwardFile(name: "a", type: "b/c", isPublic: true, content: EgressFile(count: 0) { _, _ in [] })
    let before: [EgressAnswer] =
      isService
      ? [.json(["serviceDeskId": "1"]), .json(["temporaryAttachments": [["temporaryAttachmentId": "t"]]])] : []
    return receipt(.file(file), before + [.json(value)], isService: isService)?.item
  }

  private func receipt(_ content: Change.Content, _ answers: [EgressAnswer], isService: Bool) -> Receipt? {
    let change = Change(
      event: EventID(UUID()), marker: "m", at: Date(timeIntervalSince1970: 1_790_000_000),
      author: WireAuthor(ref: "", name: "", kind: .system, role: nil, desk: ""), content: content,
      ticket: ExternalReference(id: "1"), status: nil)
    guard case .done(let receipt)? = connectors[isService]?.carry(change, Exchange(answers: answers)) else {
      return nil
    }
    return receipt
  }
}
