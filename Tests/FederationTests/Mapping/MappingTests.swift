import Federation
import Foundation
import Testing
import Ticketing

@Suite("Translating")
struct MappingTests {
  private var book: StatusBook {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: 3)
    return StatusBook.standard(&moment)
  }

  private func report(_ category: StatusCategory, _ label: String = "?") -> StatusReport {
    StatusReport(category: category, label: label, hold: nil)
  }

  @Test(
    "shows by default who works as waiting for the partner, the rest as itself",
    arguments: StatusCategory.allCases)
  func standard(category: StatusCategory) {
    let shown = Mapping.standard(book).status(for: report(category), in: book).category
    let works = [StatusCategory.new, .inProgress, .waitingForPartner].contains(category)
    #expect(shown == (works ? .waitingForPartner : category))
  }

  @Test("falls back to the category for an unknown label, and to the default for a status that is gone")
  func fallback() {
    var mapping = Mapping.standard(book)
    var moment = Moment(now: Date(timeIntervalSince1970: 2_000), seed: 4)
    mapping.labels["Known"] = book.first(.onHold).id
    mapping.in[.new] = moment.newID()
    #expect(mapping.status(for: report(.waitingForRequester, "Strange"), in: book).category == .waitingForRequester)
    #expect(mapping.status(for: report(.waitingForRequester, "kNOWN"), in: book).category == .onHold)
    #expect(mapping.status(for: report(.new), in: book).category == .waitingForPartner)
  }

  @Test("takes the same of two labels that differ in case only, whatever the process")
  func sameLabel() {
    var mapping = Mapping.standard(book)
    mapping.labels = ["parts": book.first(.onHold).id, "Parts": book.first(.waitingForPartner).id]
    for _ in 0..<20 {
      #expect(mapping.status(for: report(.new, "PARTS"), in: book).category == .waitingForPartner)
    }
  }

  @Test(
    "moves this desk's status after an event, unless it says nothing",
    arguments: [
      (MappedEvent.accepted, StatusCategory?.some(.waitingForPartner)), (.completed, .inProgress),
      (.returned, .inProgress), (.recalled, .inProgress), (.declined, nil),
    ])
  func events(event: MappedEvent, category: StatusCategory?) {
    var mapping = Mapping.standard(book)
    #expect(mapping.status(after: event, resolvesOnCompletion: false, in: book)?.category == category)
    mapping.events[event] = book.first(.onHold).id
    #expect(mapping.status(after: event, resolvesOnCompletion: true, in: book)?.category == .onHold)
  }

  @Test("resolves on completion where the partnership says so")
  func resolves() {
    let status = Mapping.standard(book).status(after: .completed, resolvesOnCompletion: true, in: book)
    #expect(status?.category == .resolved)
  }

  @Test("puts fields where the pairs say, else under their own key, and drops what the desk does not have")
  func fields() {
    var mapping = Mapping.standard(book)
    mapping.fields = [FieldPair(theirs: "asset", ours: "device"), FieldPair(theirs: "secret", ours: "nowhere")]
    let theirs: [String: FieldValue] = [
      "asset": .text("7"), "cost": .number(1), "secret": .flag(true), "unknown": .day("2026-01-01"),
    ]
    #expect(mapping.fields(theirs, known: ["device", "cost", "asset"]) == ["device": .text("7"), "cost": .number(1)])
  }

  @Test("needs the statuses that it leads to, not those that it speaks of")
  func needs() {
    let mapping = Mapping.standard(book)
    #expect(mapping.needs(book.first(.waitingForPartner).id))
    #expect(!mapping.needs(book.first(.inProgress).id))
  }

  @Test("survives being written and read")
  func coding() throws {
    var mapping = Mapping.standard(book)
    mapping.labels["Visit"] = book.first(.onHold).id
    mapping.events[.returned] = book.first(.onHold).id
    mapping.fields = [FieldPair(theirs: "a", ours: "b")]
    let bytes = try JSONEncoder().encode(mapping)
    #expect(try JSONDecoder().decode(Mapping.self, from: bytes) == mapping)
    let object = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: any Sendable])
    #expect(object["in"] is [String: any Sendable])
    #expect(object["out"] is [String: any Sendable])
  }
}
