import ConnectorKit
import DeskActions
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// One connection: how it fares, what it is set up with, and what can be done about it.
enum ConnectionPage {
  static let path = "/desk/{desk}/settings/connections/{connection}"

  static let routes: [Route] = [
    Route(.get, path, "One connection.", face: .page, access: .session(.admin), answer: nil) { try await show($0) },
    Route(
      .get, path + "/live", "What changes at the desk or is heard from the external one, as it happens.", face: .page,
      access: .session(.admin), answer: nil
    ) { call in
      try await LiveRoutes.follow(call, beside: try await call.linkedDesk().connection.standIn)
    },
    Route(
      .post, path + "/test", "Tries the settings at the external desk.", face: .page, access: .session(.admin),
      body: .form, answer: nil, handle: test),
    Route(
      .post, path + "/pause", "Pauses a connection.", face: .page, access: .session(.admin), body: .form, answer: nil
    ) { try await setPaused(true, $0) },
    Route(
      .post, path + "/resume", "Lets a connection go on.", face: .page, access: .session(.admin), body: .form,
      answer: nil
    ) { try await setPaused(false, $0) },
  ]

  /// - Parameter trial: what a try of the settings just came to.
  static func show(
    _ call: Call, trial: ConnectionTrial? = nil, _ refused: RefusedForm? = nil
  ) async throws -> Answer {
    let linked = try await call.linkedDesk()
    let health = try await call.health(of: linked)
    let hasMail = linked.connection.isOpen && linked.type?.takesMail == true
    let find = FindConnectionAddresses(of: linked.connection.standIn)
    let addresses = hasMail ? try await find(call.hub.storage) : nil
    let view = ConnectionOverview(
      linked, health, trial, entries: try SettingsPages.entries(call, .connections),
      path: try call.connectionPath(), base: try call.deskPath(), mail: addresses.map { .init($0) },
      problem: refused?.problem.detail, try call.clock,
      try call.catalogue)
    return try await call.show("connections/show", in: .settings, status: refused?.problem.status ?? 200) { _ in
      (linked.connection.name, view)
    }
  }

  private static func test(_ call: Call) async throws -> Answer {
    do {
      return try await show(call, trial: try await ConnectionTrial.run(try await call.linkedDesk(), call))
    } catch {
      return try await show(call, try call.refused(error))
    }
  }

  private static func setPaused(_ isPaused: Bool, _ call: Call) async throws -> Answer {
    let path = try call.connectionPath()
    do {
      _ = try await ConnectionRoutes.setPaused(isPaused, call)
      return .seeOther("\(path)?done=\(isPaused ? "connection_paused" : "connection_resumed")")
    } catch {
      return try await show(call, try call.refused(error))
    }
  }
}
