import ConnectorConformance
import ConnectorKit
import Federation
import Foundation
import Jira
import StrictJSON
import Testing
import Ticketing

@Suite("Jira's statuses")
struct TransitionTests {
  @Test("are reached by the way that leads there, with what its screen demands")
  func supplied() async throws {
    let play = try Play(JiraSubject.service)
    play.far.screens["Resolved"] = ["resolution": Self.resolutions]
    let id = play.far.open(subject: "Chiller", description: "")
    let receipt = try await play.set("Resolved", of: id, ["resolution": "Duplicate"], .duplicate)
    #expect(receipt.status == "Resolved" && receipt.omitted == [])
    #expect(play.far.tickets[0].status == "Resolved")
    #expect(play.far.tickets[0].comments.map(\.body) == ["Replaced it."])
  }

  @Test("get the resolution that means the same, where the mapping names none")
  func chosen() async throws {
    let play = try Play(JiraSubject.service)
    play.far.screens["Resolved"] = ["resolution": Self.resolutions]
    let id = play.far.open(subject: "Chiller", description: "")
    #expect(try await play.set("Resolved", of: id, [:], .fixed).status == "Resolved")
  }

  @Test("leave out what no screen has, and say so")
  func omitted() async throws {
    let play = try Play(JiraSubject.service)
    play.far.screens["Resolved"] = [
      "customfield_10": ["required": false, "schema": ["type": "string"]],
      "customfield_11": ["required": false, "schema": ["type": "string"]],
    ]
    play.far.offScreen = ["customfield_10"]
    let id = play.far.open(subject: "Chiller", description: "")
    let receipt = try await play.set("Resolved", of: id, ["customfield_10": "a", "customfield_11": "b"], .fixed)
    #expect(receipt.omitted == [.field("customfield_10")])
    #expect(play.far.tickets[0].status == "Resolved")
  }

  @Test("say which fields are demanded and not supplied")
  func lacking() async throws {
    let play = try Play(JiraSubject.service)
    play.far.screens["Resolved"] = ["customfield_10": ["required": true, "schema": ["type": "string"]]]
    let id = play.far.open(subject: "Chiller", description: "")
    await #expect(throws: DeliveryFailure.permanent(.lacking(fields: ["customfield_10"]))) {
      try await play.set("Resolved", of: id, [:], .fixed)
    }
    #expect(play.far.tickets[0].comments.isEmpty, "nothing was said of what was not done")
  }

  @Test("say which there are where there is no way to the one that is asked for")
  func noWay() async throws {
    let play = try Play(JiraSubject.service)
    play.far.statuses = ["Open", "In Progress", "With the vendor"]
    let id = play.far.open(subject: "Chiller", description: "")
    await #expect(
      throws: DeliveryFailure.permanent(
        .noTransition(from: "Open", to: "Resolved", offered: ["In Progress", "With the vendor"]))
    ) { try await play.set("Resolved", of: id, [:], .fixed) }
  }

  @Test("of the same meaning will do, unless the settings say otherwise")
  func nearest() async throws {
    let play = try Play(JiraSubject.plain)
    play.far.statuses = ["Open", "In Progress", "Done"]
    let id = play.far.open(subject: "Chiller", description: "")
    #expect(try await play.set("Resolved", of: id, [:], .fixed).status == "Done")
    #expect(try await play.set("Closed", of: id, [:], .fixed).status == "Done", "nothing there is ever closed")
    let strict = try Play(JiraSubject.plain, changing: ["nearest_status": false])
    strict.far.statuses = ["Open", "Done"]
    let other = strict.far.open(subject: "Chiller", description: "")
    await #expect(throws: DeliveryFailure.self) { try await strict.set("Resolved", of: other, [:], .fixed) }
  }

  @Test("are set once, whoever set them before")
  func already() async throws {
    let play = try Play(JiraSubject.service)
    let id = play.far.open(subject: "Chiller", description: "")
    play.far.set(status: "Pending", of: id)
    #expect(try await play.set("Pending", of: id, [:], nil).status == "Pending")
  }

  private static let resolutions: JSONValue = [
    "required": true, "schema": ["type": "resolution", "system": "resolution"],
    "allowedValues": [["id": "1", "name": "Fixed"], ["id": "3", "name": "Duplicate"]],
  ]
}

/// One connection and its far side.
final class Play {
  let connector: any Connector
  let far: JiraDouble
  var requests: [FarRequest] = []

  init(_ setup: ConformanceSetup, changing changes: JSONObject = [:]) throws {
    var settings = setup.settings
    for member in changes.members { settings.set(member.key, to: member.value) }
    connector = try ConnectorCatalogue([JiraConnector.self]).connector(
      "jira", settings: JSONWriter.bytes(of: .object(settings)), secrets: setup.secrets)
    far = JiraSubject.double(setup)
  }

  func run<Outcome>(_ step: (Exchange) -> Step<Outcome>, earlierTries: Int = 0) async throws -> Outcome {
    var answers: [EgressAnswer] = []
    for _ in 0..<100 {
      switch step(Exchange(answers: answers, earlierTries: earlierTries)) {
      case .done(let outcome): return outcome
      case .failed(let failure): throw failure
      case .learn, .post, .read: throw DeliveryFailure.permanent(.unintelligible)
      case .ask(let request):
        requests.append(try await FarRequest(request))
        answers.append(far.answer(requests[requests.count - 1]))
      }
    }
    throw DeliveryFailure.permanent(.unintelligible)
  }

  func carry(_ content: Change.Content, to id: String?, earlierTries: Int = 0) async throws -> Receipt {
    let event = try #require(EventID("0197a000-0000-7000-8000-000000000001"))
    let change = Change(
      event: event, marker: event.description, at: Date(timeIntervalSince1970: 1_790_000_000),
      author: WireAuthor(ref: "p1", name: "Ivan", kind: .agent, role: "agent", desk: "Fieldworks"), content: content,
      ticket: id.map { ExternalReference(id: $0) }, status: nil)
    return try await run({ connector.carry(change, $0) }, earlierTries: earlierTries)
  }

  @discardableResult
  func set(
    _ status: String, of id: String, _ fields: [String: String], _ code: ResolutionCode?
  ) async throws -> Receipt {
    let resolution = code.map { Resolution(code: $0, text: "Replaced it.") }
    return try await carry(.status(OutwardStatus(status: status, resolution: resolution, fields: fields)), to: id)
  }

  /// What a webhook of the far side's says, as the connector reads it.
  func heard(_ hook: Hook, _ setup: ConformanceSetup) throws -> [Report] {
    try connector.read(
      JiraSubject().signed(hook, setup, at: Date(timeIntervalSince1970: 0)), at: Date(timeIntervalSince1970: 0))
  }
}
