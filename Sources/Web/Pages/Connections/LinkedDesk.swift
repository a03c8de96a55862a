import ConnectorKit
import DeskActions
import Foundation
import Storage
import Ticketing

/// A connection with the desk that stands in for the external one, as an admin's pages look at both.
struct LinkedDesk: Sendable {
  let connection: Connection
  /// Nil where the connection was never set up to its end.
  let standIn: StandIn?
  /// Nil where this hub has the connector no more.
  let type: (any Connector.Type)?
  /// Nil where what is kept fits the connector no more, as after an update.
  let connector: (any Connector)?

  /// Whether the external desk is asked, since it tells nothing by itself.
  var isPolled: Bool { connector?.isPolled ?? false }
  var title: String { type?.title ?? connection.connector }
  var isOpen: Bool { connection.state == .active || connection.state == .paused }
}

extension Call {
  /// The connection that the path names, of this desk.
  func linkedDesk() async throws -> LinkedDesk {
    let (actor, storage, catalogue) = (try actor, hub.storage, hub.connections.catalogue)
    let id: ConnectionID = try parameter("connection")
    let known = try await storage.read(in: actor.tenant) { try $0.existing(id) }
    let standIn = known.state == .founding ? nil : try await storage.read(in: known.standIn) { try $0.standIn() }
    if let standIn, standIn.owner != actor.tenant { throw NotFound() }
    return LinkedDesk(
      connection: known, standIn: standIn, type: catalogue[known.connector],
      connector: try? catalogue.connector(known.connector, settings: known.settings, secrets: known.secrets))
  }

  /// Where the page of a connection is.
  func connectionPath(_ rest: String = "") throws -> String {
    try deskPath("/settings/connections/\(parameters["connection"] ?? "")\(rest)")
  }
}
