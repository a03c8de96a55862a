import ConnectorKit
import Federation
import Foundation
package import Storage
import StrictJSON
package import Ticketing

/// Who acts for a stand-in: an agent of its that nobody can sign in as.
struct StandInActor: Sendable {
  private let connection: Connection

  init(of connection: Connection) { self.connection = connection }

  /// No company's, which take no dots.
  var slug: String { "connection.\(connection.id)" }

  private var agent: AgentID { Self.agent(of: connection.id) }

  var actor: Actor { Self.actor(of: connection.id, named: connection.name, in: connection.standIn) }

  private static func agent(of connection: ConnectionID) -> AgentID { AgentID(connection.uuid) }

  fileprivate static func actor(of connection: ConnectionID, named name: String, in tenant: TenantID) -> Actor {
    Actor(tenant: tenant, agent: agent(of: connection), name: name, role: .admin)
  }

  /// Gives the new tenant its statuses, its one agent and its settings.
  func furnish(
    _ tx: any DeskTransaction, owner: TenantID, mapping: ConnectionMapping, hookHash: [UInt8], _ moment: inout Moment
  ) throws {
    for status in StandInBook.changes(to: mapping, from: StatusBook([]), &moment) { try tx.put(status) }
    if let address = EmailAddress("connection@\(connection.id).invalid") {
      try tx.put(
        Agent(id: agent, email: address, name: connection.name, role: .admin, createdAt: moment.now))
    }
    try tx.put(
      StandIn(
        connection: connection.id, owner: owner, partnership: nil, connector: connection.connector,
        name: connection.name, settings: connection.settings, secrets: connection.secrets,
        mapping: connection.mapping, version: connection.version, isPaused: false, hookHash: hookHash))
  }

  /// Becomes the owner's partner, who may see all that the external desk lets the hub see.
  func join(
    _ founding: AcceptInvitation.Founding, as partnership: PartnershipID, isPolled: Bool, in tx: any DeskTransaction,
    _ moment: inout Moment
  ) throws {
    _ = try KeepPartnership(founding, name: nil).perform(by: actor, in: tx, &moment)
    var sharing = SharingChanges()
    sharing.audiences = [.partner, .public]
    sharing.names = .full
    sharing.requester = .contact
    _ = try SetSharing(partnership, sharing).perform(by: actor, in: tx, &moment)
    var settings = SettingsChanges()
    settings.resolvesOnCompletion = true
    _ = try ChangePartnership(partnership, settings: settings).perform(by: actor, in: tx, &moment)
    guard var standIn = try tx.standIn() else { throw NotFound() }
    standIn.partnership = partnership
    try tx.put(standIn)
    if isPolled { try tx.put(Poll(nextAt: moment.now)) }
  }
}

extension StandIn {
  /// Who does there what the owner's admin asks for.
  package func actor(in tenant: TenantID) -> Actor { StandInActor.actor(of: connection, named: name, in: tenant) }
}
