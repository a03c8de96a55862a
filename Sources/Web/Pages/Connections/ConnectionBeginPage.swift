import ConnectorKit
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// The steps after a connection was made: it is tried, its words are looked over, and the first thing that is heard from
/// the external desk is shown as it comes.
enum ConnectionBeginPage {
  private static let path = ConnectionPage.path + "/begin"

  static let routes: [Route] = [
    Route(.get, path, "The steps by which a connection begins.", face: .page, access: .session(.admin), answer: nil) {
      try await show($0)
    },
    Route(
      .post, path, "Tries the settings at the external desk.", face: .page, access: .session(.admin), body: .form,
      answer: nil, handle: test),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let path: String
    let action: String
    let name: String
    let kind: String
    let isPolled: Bool
    let isHooked: Bool
    let isMailed: Bool
    let polledWords: String
    let trial: ConnectionTrial?
    let problem: String?
    let words: [MeaningRow]
    let heard: [ReportRow]
    let hasHeard: Bool
    let trouble: String?
  }

  /// One of their statuses and what it means.
  struct MeaningRow {
    let theirs: String
    let meaning: String
  }

  private static func show(
    _ call: Call, trial: ConnectionTrial? = nil, _ refused: RefusedForm? = nil
  ) async throws -> Answer {
    let (linked, clock, catalogue) = (try await call.linkedDesk(), try call.clock, try call.catalogue)
    let health = try await call.health(of: linked)
    let standing = health.map { ConnectionStanding($0, linked, clock, catalogue) }
    let view = View(
      entries: try SettingsPages.entries(call, .connections), path: try call.connectionPath(), action: call.path,
      name: linked.connection.name, kind: linked.title, isPolled: linked.isPolled,
      isHooked: linked.type?.takesHooks == true, isMailed: linked.type?.takesMail == true,
      polledWords: catalogue.text("connections.polled", ["kind": linked.title, "seconds": seconds(linked)]),
      trial: trial, problem: refused?.problem.detail,
      words: (linked.mapping?.statuses ?? []).map {
        MeaningRow(theirs: $0.name, meaning: catalogue["mapping.category_\($0.category.rawValue)"])
      },
      heard: standing?.rows ?? [], hasHeard: standing?.hasRows ?? false,
      trouble: standing.flatMap { $0.isTroubled ? $0.answers : nil })
    return try await call.show("connections/begin", in: .settings, status: refused?.problem.status ?? 200) { _ in
      (catalogue.text("connections.begin_title", ["name": linked.connection.name]), view)
    }
  }

  private static func seconds(_ linked: LinkedDesk) -> String {
    "\(linked.connector.map { Int($0.pollsEvery / .seconds(1)) } ?? 0)"
  }

  private static func test(_ call: Call) async throws -> Answer {
    do {
      return try await show(call, trial: try await ConnectionTrial.run(try await call.linkedDesk(), call))
    } catch {
      return try await show(call, try call.refused(error))
    }
  }
}
