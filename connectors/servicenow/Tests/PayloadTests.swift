import ConnectorConformance
import ConnectorKit
import Federation
import Foundation
import ServiceNow
import StrictJSON
import Testing
import Ticketing

@Suite("ServiceNow's payloads that nobody here made")
struct PayloadTests {
  @Test(
    "are read, each by its kind",
    .enabled(if: Payloads.areThere(for: "servicenow"), "no payloads lie beside the repository"))
  func areRead() throws {
    let desk = try Desk()
    var table = PayloadTable()
    for payload in Payloads.all(in: "servicenow") {
      guard let result = payload.value?["result"] else {
        let error = payload.value?["error"]
        if error != nil {
          let failure = desk.opened(EgressAnswer.json(payload.value ?? .null, status: 404)).failure
          table.count(payload, as: "error", isRead: failure == .permanent(.notFound), "\(failure.debugDescription)")
        } else {
          table.count(payload, as: "neither result nor error", isRead: desk.opened(payload.answer).failure != nil)
        }
        continue
      }
      if let list = result.array {
        let records = list.filter { $0["sys_id"] != nil && $0["sys_updated_on"] != nil }
        if !records.isEmpty {
          let reports = desk.polled(payload.answer)
          table.count(payload, as: "list of records", isRead: reports == min(records.count, 20), "\(reports) reports")
        } else if list.first?["sys_id"] != nil {
          let receipt = desk.found(payload.answer)
          table.count(payload, as: "list that a search gives", isRead: receipt != nil)
        } else {
          table.count(payload, as: "list of something else", isRead: desk.found(payload.answer) == nil)
        }
        for record in records.prefix(20) {
          table.count(payload, as: "record in a webhook", isRead: try desk.told(record), "\(record["sys_id"] ?? .null)")
        }
      } else if result["table_sys_id"] != nil {
        table.count(payload, as: "attachment", isRead: desk.attached(payload.answer) != nil)
      } else if result["sys_id"] != nil {
        let isTicket = result["number"] != nil || result["state"] != nil
        let receipt = desk.opened(payload.answer).receipt
        table.count(payload, as: isTicket ? "record" : "another record", isRead: receipt?.ticket?.id.isEmpty == false)
        table.count(payload, as: "record in a webhook", isRead: try desk.told(result))
      } else {
        table.count(payload, as: "something else", isRead: desk.opened(payload.answer).receipt == nil)
      }
    }
    print(table.report("ServiceNow: payloads read, of all"))
    #expect(table.all > 40)
    #expect(table.unread == [])
  }
}

/// A connector to which answers are given by hand.
private struct Desk {
  let connector: ServiceNowConnector
  private let asked: ServiceNowConnector

  init() throws {
    let schema = ServiceNowConnector.schema
    let base: JSONObject = ["url": "https://acme.service-now.example", "user": "baton", "proof": "secret"]
    connector = try ServiceNowConnector(
      schema.read(base, secrets: ["password": "p", "hook_secret": "the secret"]))
    var polling = base
    polling.append("poll_every", 60)
    asked = try ServiceNowConnector(schema.read(polling, secrets: ["password": "p"]))
  }

  private func change(_ content: Change.Content) -> Change {
    Change(
      event: EventID(UUID()), marker: "m", at: Date(timeIntervalSince1970: 1_790_000_000),
      author: WireAuthor(ref: "", name: "", kind: .system, role: nil, desk: ""), content: content,
      ticket: ExternalReference(id: "a"), status: nil)
  }

  private func open() -> Change {
    change(
      .open(
        NewTicket(
          number: 1, subject: "s", description: "d", priority: nil, type: nil, requester: nil, fields: [:])))
  }

  func opened(_ answer: EgressAnswer) -> (receipt: Receipt?, failure: DeliveryFailure?) {
    switch connector.carry(open(), Exchange(answers: [answer])) {
    case .done(let receipt): (receipt, nil)
    case .failed(let failure): (nil, failure)
    case .ask, .learn, .post, .read: (nil, nil)
    }
  }

  /// What a try after a lost answer finds.
  func found(_ answer: EgressAnswer) -> Receipt? {
    guard case .done(let receipt) = connector.carry(open(), Exchange(answers: [answer], earlierTries: 1)) else {
      return nil
    }
    return receipt
  }

  func attached(_ answer: EgressAnswer) -> String? {
    let file = OutwardFile(name: "a", type: "b/c", isPublic: true, content: EgressFile(count: 0) { _, _ in [] })
    guard case .done(let receipt) = connector.carry(change(.file(file)), Exchange(answers: [answer])) else {
      return nil
    }
    return receipt.item
  }

  /// How many reports a list becomes.
  func polled(_ answer: EgressAnswer) -> Int {
    let empty = EgressAnswer.json(["result": []])
    guard case .done(let begun) = asked.poll(since: nil, at: Date(), Exchange(answers: [empty, empty])) else {
      return -1
    }
    let answers = [answer, empty, empty, empty, empty]
    guard case .done(let polled) = asked.poll(since: begun.cursor, at: Date(), Exchange(answers: answers)) else {
      return -1
    }
    return polled.reports.count
  }

  func told(_ record: JSONValue) throws -> Bool {
    let body = JSONWriter.bytes(of: ["record": record])
    let hook = Hook(headers: [("x-baton-secret", "the secret")], body: body)
    let report = try connector.read(hook, at: Date()).first
    let id = record["sys_id"]?["value"]?.string ?? record["sys_id"]?.string
    return report?.ticket.id == id && report?.key != nil
  }
}
