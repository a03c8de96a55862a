import ConnectorKit
import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// How an external desk's words and the hub's are translated. A mapping that the checker refuses is shown again with what is
/// wrong where; one that it passes can be tried over what has happened before it is saved.
enum ConnectionMappingPage {
  static let path = ConnectionPage.path + "/mapping"

  static let routes: [Route] = [
    Route(.get, path, "How words are translated.", face: .page, access: .session(.admin), answer: nil) {
      try await show($0)
    },
    Route(
      .post, path + "/check", "Says what the checker holds against a mapping, and what it would have changed.",
      face: .page, access: .session(.admin), body: .form, answer: nil, handle: check),
    Route(
      .post, path, "Saves a mapping that passes the checker.", face: .page, access: .session(.admin),
      asksPassword: true, body: .form, answer: nil, handle: save),
    Route(
      .post, path + "/default", "Goes back to the connector's own mapping.", face: .page, access: .session(.admin),
      asksPassword: true, body: .form, answer: nil, handle: reset),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let name: String
    let back: String
    let action: String
    let isStandard: Bool
    let problem: String?
    let passes: Bool
    /// What it would have changed; nil where nobody asked.
    let rehearsal: RehearsalView?
    let table: ConnectionMappingTable
  }

  private enum Verdict {
    case none
    case passes
    case problem(String, status: Int)
  }

  private static func show(
    _ call: Call, typed: ConnectionMappingForm? = nil, _ verdict: Verdict = .none, rehearsing: Bool = false
  ) async throws -> Answer {
    let (linked, clock, catalogue) = (try await call.linkedDesk(), try call.clock, try call.catalogue)
    guard let type = linked.type, let mapping = linked.mapping else { throw NotFound() }
    let form = typed ?? ConnectionMappingForm(mapping)
    let shown = typed?.applied(to: mapping) ?? mapping
    var (problem, status, passes): (String?, Int, Bool) = (nil, 200, false)
    switch verdict {
    case .none: break
    case .passes: passes = true
    case .problem(let sentence, let code): (problem, status) = (sentence, code)
    }
    var rehearsal: RehearsalView?
    if rehearsing, linked.standIn != nil {
      let found = try await call.hub.storage.read(in: linked.connection.standIn) {
        try RehearseMapping(from: mapping, to: shown)(in: $0)
      }
      rehearsal = RehearsalView(found, shown, clock, catalogue)
    }
    let path = try call.connectionPath()
    let view = View(
      entries: try SettingsPages.entries(call, .connections), name: linked.connection.name, back: path,
      action: "\(path)/mapping", isStandard: mapping == .standard(type.vocabulary), problem: problem, passes: passes,
      rehearsal: rehearsal,
      table: ConnectionMappingTable(
        form, shown, findings: ConnectionChecker(type.vocabulary).findings(in: shown), catalogue))
    return try await call.show("connections/mapping", in: .settings, status: status) { _ in
      (catalogue.text("words.title", ["name": linked.connection.name]), view)
    }
  }

  private static func check(_ call: Call) async throws -> Answer {
    let form = try call.form()
    let typed = ConnectionMappingForm(form)
    // More rows are a look at the same form with the empty ones at its end again.
    guard form["_act"] != "rows" else { return try await show(call, typed: typed) }
    let linked = try await call.linkedDesk()
    guard let type = linked.type, let mapping = linked.mapping else { throw NotFound() }
    let findings = ConnectionChecker(type.vocabulary).findings(in: typed.applied(to: mapping))
    guard findings.contains(where: { $0.severity == .error }) else {
      return try await show(call, typed: typed, .passes, rehearsing: true)
    }
    return try await show(
      call, typed: typed, .problem(try call.catalogue["mapping.fails"], status: 200), rehearsing: true)
  }

  private static func save(_ call: Call) async throws -> Answer {
    let typed = ConnectionMappingForm(try call.form())
    let linked = try await call.linkedDesk()
    guard let mapping = linked.mapping else { throw NotFound() }
    do {
      return try await keep(typed.applied(to: mapping), "saved", linked, call)
    } catch is ConnectionMappingRefusal {
      return try await show(call, typed: typed, .problem(try call.catalogue["mapping.not_saved"], status: 422))
    } catch {
      let problem = try call.refused(error).problem
      return try await show(call, typed: typed, .problem(problem.detail, status: problem.status))
    }
  }

  private static func reset(_ call: Call) async throws -> Answer {
    let linked = try await call.linkedDesk()
    guard let type = linked.type else { throw NotFound() }
    do {
      return try await keep(.standard(type.vocabulary), "mapping_default", linked, call)
    } catch {
      let problem = try call.refused(error).problem
      return try await show(call, .problem(problem.detail, status: problem.status))
    }
  }

  static func keep(
    _ mapping: ConnectionMapping, _ done: String, _ linked: LinkedDesk, _ call: Call
  ) async throws -> Answer {
    let hub = call.hub
    let change = ChangeConnection(linked.connection.id, catalogue: hub.connections.catalogue, mapping: mapping)
    let changed = try await hub.storage.perform(change, by: try call.actor, call.moment)
    try await FollowConnection(changed).perform(hub.storage, hub.moment)
    return .seeOther("\(try call.connectionPath("/mapping"))?done=\(done)")
  }
}
