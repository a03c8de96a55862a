import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

enum DeskRoutes {
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/me", "Whose token this is, and at which desk.",
      answer: .object(["agent": .named("Agent"), "desk": .named("Desk")]), handle: me),
    Route(
      .patch, "/api/v1/desk",
      """
      Changes the desk; with `passes_through`, work that a partner completes is completed upwards at once. `language` is \
      for people who chose none; `idle_minutes`, 480 unless told, is how long a browser stays signed in without a sign of \
      its person. With `asks_second_step`, who signs in from now on with a browser and has no second step sets one up \
      before anything else; tokens are not concerned. A reply by mail to a ticket that was closed `reopen_days` ago or \
      earlier opens a new ticket that is linked to it; 0 reopens none.
      """, body: .json(schema, isOptional: false), answer: .named("Desk"),
      handle: change),
  ]

  private static let schema = Schema.object(
    [
      "passes_through": .flag, "language": .choice(of: Language.self),
      "idle_minutes": .integer(in: IdleLimit.range),
      "asks_second_step": .flag, "reopen_days": .integer(in: DeskRecord.reopenRange),
    ], required: [])

  private static func me(_ call: Call) async throws -> Answer {
    let id = try call.actor.agent
    return try await call.read { tx in
      guard let agent = try tx.agent(id) else { throw NotFound() }
      var people = PeopleCache(tx)
      return .json(["agent": try AgentView.json(agent, &people), "desk": DeskView.json(try tx.existingDeskRecord())])
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let changes = try call.body { fields throws(JSONProblems) in
      (
        fields.optional("passes_through", .bool), fields.optional("language", .choice(of: Language.self)),
        fields.optional("idle_minutes", .idleMinutes).flatMap { IdleLimit(minutes: $0) },
        fields.optional("asks_second_step", .bool),
        fields.optional("reopen_days", .integer(in: DeskRecord.reopenRange))
      )
    }
    guard changes != (nil, nil, nil, nil, nil) else {
      return try await call.read { .json(DeskView.json(try $0.existingDeskRecord())) }
    }
    let action = ChangeDesk(
      passesThrough: changes.0, language: changes.1, idleLimit: changes.2, asksSecondStep: changes.3,
      reopenDays: changes.4)
    return try await call.write(action) { record, _ in .json(DeskView.json(record)) }
  }
}

extension DeskReader {
  fileprivate func existingDeskRecord() throws -> DeskRecord {
    guard let record = try deskRecord() else { throw NotFound() }
    return record
  }
}
