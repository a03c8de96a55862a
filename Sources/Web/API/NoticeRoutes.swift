import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// What the person who asks is told of, and how.
enum NoticeRoutes {
  private static let path = "/api/v1/notices"

  package static let all: [Route] = [
    Route(
      .get, path, "What one is told of, newest first; the unread ones unless told otherwise.",
      query: [
        QueryParameter("state", "`unread`, or `all` with those that were read within 30 days.", .choice(of: State.self))
      ] + QueryParameter.paging,
      answer: .page(of: "Notice"), handle: list),
    Route(
      .get, path + "/count", "How many notices are unread.", answer: .object(["unread": .integer]), handle: count),
    Route(
      .post, path + "/read",
      "Marks notices as read: those of `ids`, all of them, or those of one `ticket`, by id or number.",
      body: .json(MarkBody.schema, isOptional: false), answer: .object(["unread": .integer]), handle: mark),
    Route(
      .get, "/api/v1/me/notices",
      """
      What one wants to be told of: on the page, by mail, both or not at all. Replies are mailed only to whom the ticket \
      is assigned. `unassigned`: whether tickets without assignee and team concern one.
      """, answer: .named("PersonalSettings"), handle: settings),
    Route(
      .put, "/api/v1/me/notices", "Sets what one wants to be told of; what is left out follows the defaults.",
      body: .json(PersonalSettingsBody.schema, isOptional: false), answer: .named("PersonalSettings"), handle: choose),
  ]

  private enum State: String, CaseIterable { case unread, all }

  private static func list(_ call: Call) async throws -> Answer {
    let (agent, page) = (try call.actor.agent, try call.page())
    let unreadOnly = try call.choice("state", of: State.self) != .all
    return try await call.read { tx in
      try Call.list(try tx.notices(of: agent, unreadOnly: unreadOnly, page)) { try NoticeView.json($0, tx) }
    }
  }

  private static func count(_ call: Call) async throws -> Answer {
    let agent = try call.actor.agent
    return try await call.read { .json(["unread": JSONValue(try $0.unreadCount(of: agent))]) }
  }

  private static func mark(_ call: Call) async throws -> Answer {
    let action = MarkNoticesRead(try await selection(call.body(MarkBody.init), call))
    return try await call.write(action) { unread, _ in .json(["unread": JSONValue(unread)]) }
  }

  private static func selection(_ body: MarkBody, _ call: Call) async throws -> NoticeSelection {
    switch body {
    case .all: return .all
    case .some(let ids): return .some(ids)
    case .ticket(let name):
      return .ticket(try await call.hub.storage.read(in: try call.actor.tenant) { try $0.ticket(named: name).id })
    }
  }

  private static func settings(_ call: Call) async throws -> Answer {
    let agent = try call.actor.agent
    return try await call.read { .json(PersonalSettingsView.json(try $0.personalSettings(of: agent))) }
  }

  private static func choose(_ call: Call) async throws -> Answer {
    let action = SetPersonalSettings(try call.body(PersonalSettingsBody.init).settings)
    return try await call.write(action) { settings, _ in .json(PersonalSettingsView.json(settings)) }
  }
}

/// Which notices are read: one of three ways to say so.
private enum MarkBody {
  case all
  case some([NoticeID])
  case ticket(String)

  static let schema = Schema.either([
    .object(["ids": .list(.id, max: 200)]), .object(["all": .constant(true)]), .object(["ticket": .line(max: 200)]),
  ])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let ids = fields.optional("ids", .list(of: .id() as JSONShape<NoticeID>, max: 200))
    let all = fields.optional("all", .bool)
    let ticket = fields.optional("ticket", .line(max: 200))
    try fields.finish()
    switch (ids, all, ticket) {
    case (let ids?, nil, nil): self = .some(ids)
    case (nil, true?, nil): self = .all
    case (nil, nil, let ticket?): self = .ticket(ticket)
    default: throw JSONProblems(.against(rule: "takes exactly one of ids, all (which is true) and ticket"))
    }
  }
}
