import DeskActions
import Foundation
import StrictJSON
import Testing
import Ticketing
import Web

@Suite("A ticket's body")
struct TicketBodyTests {
  private func change(_ json: String) throws -> TicketInput {
    try JSONFields.read(JSONReader.read(Array(json.utf8)), TicketBody.changing)
  }

  @Test("changes nothing when it is empty")
  func changesNothing() throws { #expect(try change("{}") == TicketInput()) }

  @Test("opens a ticket only with a subject")
  func needsASubject() throws {
    #expect(throws: JSONProblems.self) { try JSONFields.read([:], TicketBody.opening) }
    #expect(try JSONFields.read(["subject": "Paper jam"], TicketBody.opening).changes.subject == "Paper jam")
  }

  @Test("clears what is null and leaves what is absent")
  func clears() throws {
    let input = try change(
      #"{"requester":null,"team":null,"assignee":null,"site":null,"impact":null,"hold":null,"fields":{"a":null}}"#)
    #expect(input.requester == .cleared && input.team == .cleared && input.assignee == .cleared)
    #expect(input.changes.site == .cleared && input.changes.impact == .cleared && input.hold == .cleared)
    #expect(input.fields == ["a": .cleared] && input.changes.urgency == nil)
  }

  @Test("takes a site, a hold, a person and fields of every kind")
  func takesAll() throws {
    let input = try change(
      #"""
      {"site":{"address":"Main St 1","serial_number":"X1"},"hold":{"reason":"parts","until":"2027-01-01T00:00:00Z"},
       "requester":{"email":"a@example.org"},"tags":["x","y","x"],
       "fields":{"t":"a","n":2.5,"f":true,"l":["a","b"]}}
      """#)
    #expect(input.changes.site == .to(Site(address: "Main St 1", serialNumber: "X1")))
    #expect(input.hold == .to(Hold(reason: "parts", until: RFC3339.date("2027-01-01T00:00:00Z"))))
    #expect(input.requester?.value?.email?.text == "a@example.org")
    #expect(input.changes.tags == ["x", "y"])
    #expect(input.fields == ["t": .text("a"), "n": .number(2.5), "f": .flag(true), "l": .list(["a", "b"])])
  }

  @Test(
    "is refused at the place that is wrong",
    arguments: [
      (#"{"subject":"a\nb"}"#, "/subject"), (#"{"subject":null}"#, "/subject"), (#"{"priority":"P1"}"#, "/priority"),
      (#"{"requester":{}}"#, "/requester"), (#"{"requester":{"email":"nobody"}}"#, "/requester/email"),
      (#"{"tags":["a",""]}"#, "/tags/1"), (#"{"fields":{"a":{}}}"#, "/fields/a"), (#"{"colour":"red"}"#, "/colour"),
      (#"{"hold":{"until":"tomorrow"}}"#, "/hold/until"), (#"{"site":{"planet":"Mars"}}"#, "/site/planet"),
    ])
  func isRefused(json: String, pointer: String) throws {
    let error = #expect(throws: JSONProblems.self) { try change(json) }
    #expect(error?.problems.map(\.pointer.text) == [pointer])
  }

  @Test("does not fall over two keys that are one without their spaces")
  func survivesTwins() throws { #expect(try change(#"{"fields":{"a":1," a":2}}"#).fields == ["a": .number(2)]) }
}
