package import ConnectorKit
import Crypto
package import Federation
import Foundation
package import Storage
package import StrictJSON
package import Ticketing

/// Sets up a bridge to an external desk: a desk that stands in for it is founded, and becomes a partner of this one.
///
/// Several transactions in two tenants, one after the other, none in both. Where the hub dies between two of them, the
/// connection stays `founding`: it does nothing, and can be deleted.
package struct Connect: Sendable {
  package let storage: any DeskStorage
  /// Founds the tenant of a stand-in.
  package let found: @Sendable (DeskRecord) async throws -> Void
  package let catalogue: ConnectorCatalogue
  package let draft: ConnectionDraft
  /// The tenant that is to be founded.
  package let standIn: TenantID
  /// SHA-256 of the hook's secret, which is the stand-in's.
  package let hookHash: [UInt8]
  package let federationID: FederationID

  package init(
    storage: any DeskStorage, found: @escaping @Sendable (DeskRecord) async throws -> Void,
    catalogue: ConnectorCatalogue, draft: ConnectionDraft, standIn: TenantID, hookHash: [UInt8],
    federationID: FederationID
  ) {
    self.storage = storage
    self.found = found
    self.catalogue = catalogue
    self.draft = draft
    self.standIn = standIn
    self.hookHash = hookHash
    self.federationID = federationID
  }

  /// - Parameter moments: a new one for each transaction.
  package func callAsFunction(by actor: Actor, _ moments: @Sendable () -> Moment) async throws -> Connection {
    let judged = try draft.judged(by: catalogue)
    let begun = try await storage.perform(
      BeginConnection(draft: draft, judged: judged, standIn: standIn), by: actor, moments())
    let standIn = StandInActor(of: begun)
    let now = moments().now
    try await found(
      DeskRecord(
        tenant: Tenant(id: begun.standIn, slug: standIn.slug, name: begun.name, createdAt: now),
        federationID: federationID, standsIn: true))
    try await write(in: begun.standIn, moments()) { [hookHash] tx, moment in
      try standIn.furnish(tx, owner: actor.tenant, mapping: judged.mapping, hookHash: hookHash, &moment)
    }
    let secretHash = Array(SHA256.hash(data: Array(begun.id.description.utf8) + hookHash))
    let invite = InvitePartner(name: begun.name, message: nil, secretHash: secretHash)
    let invited = try await storage.perform(invite, by: actor, moments())
    let accept = AcceptInvitation(storage: storage, inviter: actor.tenant, secretHash: secretHash, name: nil)
    let founding = try await accept.consume(by: standIn.actor, moments())
    try await write(in: begun.standIn, moments()) { tx, moment in
      try standIn.join(founding, as: invited.partnership.id, isPolled: judged.isPolled, in: tx, &moment)
    }
    return try await storage.perform(FinishConnection(begun.id, invited.partnership.id), by: actor, moments())
  }

  private func write(
    in tenant: TenantID, _ moment: Moment,
    _ body: @escaping @Sendable (any DeskTransaction, inout Moment) throws -> Void
  ) async throws {
    try await storage.write(in: tenant) { tx in
      var moment = moment
      try body(tx, &moment)
    }
  }
}

/// What a person gave to set up a connection.
package struct ConnectionDraft: Sendable {
  package let connector: String
  package let name: String
  package let settings: JSONObject
  package let secrets: JSONObject
  /// Nil for the connector's standard.
  package let mapping: ConnectionMapping?

  package init(
    connector: String, name: String, settings: JSONObject, secrets: JSONObject, mapping: ConnectionMapping?
  ) {
    self.connector = connector
    self.name = name
    self.settings = settings
    self.secrets = secrets
    self.mapping = mapping
  }

  /// - Throws: `SettingsRefusal`, `ConnectionMappingRefusal`.
  package func judged(by catalogue: ConnectorCatalogue) throws -> JudgedConnection {
    guard let type = catalogue[connector] else {
      throw SettingsRefusal([.init(pointer: "/connector", rule: .notAmong(catalogue.kinds.map { $0.kind }))])
    }
    let settings = try type.schema.read(self.settings, secrets: self.secrets)
    let connector = try type.init(settings)
    let mapping = self.mapping ?? .standard(type.vocabulary)
    let findings = ConnectionChecker(type.vocabulary).findings(in: mapping)
    guard !findings.contains(where: { $0.severity == .error }) else {
      throw ConnectionMappingRefusal(findings: findings)
    }
    return JudgedConnection(settings: settings, mapping: mapping, isPolled: connector.isPolled)
  }
}

package struct ConnectionMappingRefusal: Error, Equatable, Sendable {
  package let findings: [ConnectionFinding]
}

/// The same, as the connector's schema and the checker passed it.
package struct JudgedConnection: Sendable {
  package let settings: Settings
  package let mapping: ConnectionMapping
  /// Whether the external desk is asked, since it tells nothing by itself.
  package let isPolled: Bool
}

/// The first transaction: what is to be, in the desk that sets it up.
struct BeginConnection: Action {
  let draft: ConnectionDraft
  let judged: JudgedConnection
  let standIn: TenantID

  func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Connection {
    try actor.require(.admin)
    let connection = Connection(
      id: moment.newID(), connector: draft.connector, name: draft.name,
      settings: JSONWriter.bytes(of: .object(judged.settings.object)), secrets: judged.settings.secrets,
      mapping: try judged.mapping.jsonBytes, standIn: standIn, createdAt: moment.now)
    try tx.put(connection)
    try tx.put(
      MappingVersion(
        connection: connection.id, number: 1, savedAt: moment.now, author: actor.agent, mapping: connection.mapping))
    try tx.audit("connection.create", connection.id, .name(draft.name), by: actor, moment)
    return connection
  }
}

/// The last one.
struct FinishConnection: Action {
  let connection: ConnectionID
  let partnership: PartnershipID

  init(_ connection: ConnectionID, _ partnership: PartnershipID) {
    self.connection = connection
    self.partnership = partnership
  }

  func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Connection {
    guard var known = try tx.connection(connection) else { throw NotFound() }
    // What requesters may read here, they may read there; a desk that wants it otherwise changes it like any partner's.
    var sharing = SharingChanges()
    sharing.audiences = [.partner, .public]
    _ = try SetSharing(partnership, sharing).perform(by: actor, in: tx, &moment)
    known.partnership = partnership
    if known.state == .founding { known.state = .active }
    try tx.put(known)
    return known
  }
}
