package import ConnectorKit
import Federation
package import Storage
package import StrictJSON
package import Ticketing

/// Sets a connection up anew; nil leaves a thing as it is, and a secret that is not named stays.
package struct ChangeConnection: Action {
  package let connection: ConnectionID
  package let catalogue: ConnectorCatalogue
  package let name: String?
  package let settings: JSONObject?
  package let secrets: JSONObject?
  package let mapping: ConnectionMapping?

  package init(
    _ connection: ConnectionID, catalogue: ConnectorCatalogue, name: String? = nil, settings: JSONObject? = nil,
    secrets: JSONObject? = nil, mapping: ConnectionMapping? = nil
  ) {
    self.connection = connection
    self.catalogue = catalogue
    self.name = name
    self.settings = settings
    self.secrets = secrets
    self.mapping = mapping
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Connection {
    try actor.require(.admin)
    var known = try tx.existing(connection)
    var allSecrets = JSONObject()
    for (key, value) in known.secrets.sorted(by: { $0.key < $1.key }) { allSecrets.append(key, .string(value)) }
    for member in secrets?.members ?? [] { allSecrets.set(member.key, to: member.value) }
    let draft = ConnectionDraft(
      connector: known.connector, name: name ?? known.name,
      settings: try settings ?? JSONReader.read(known.settings).object ?? JSONObject(), secrets: allSecrets,
      mapping: try mapping ?? ConnectionMapping(jsonBytes: known.mapping))
    let judged = try draft.judged(by: catalogue)
    known.name = draft.name
    known.settings = JSONWriter.bytes(of: .object(judged.settings.object))
    known.secrets = judged.settings.secrets
    let before = known.mapping
    known.mapping = try judged.mapping.jsonBytes
    known.version += 1
    try tx.put(known)
    try tx.keepMapping(of: known, after: before, by: actor, moment)
    try tx.audit("connection.change", known.id, .name(known.name), by: actor, moment)
    return known
  }
}

/// Pauses a connection, or lets it go on.
package struct PauseConnection: Action {
  package let connection: ConnectionID
  package let isPaused: Bool

  package init(_ connection: ConnectionID, isPaused: Bool) {
    self.connection = connection
    self.isPaused = isPaused
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Connection {
    try actor.require(.admin)
    var known = try tx.existing(connection)
    guard known.state == .active || known.state == .paused else { throw ConnectionRefusal(state: known.state) }
    known.state = isPaused ? .paused : .active
    known.version += 1
    try tx.put(known)
    try tx.audit(isPaused ? "connection.pause" : "connection.resume", known.id, .name(known.name), by: actor, moment)
    return known
  }
}

/// What the connection's state forbids.
package struct ConnectionRefusal: Error, Equatable, Sendable {
  package let state: Connection.State
}

extension DeskReader {
  /// - Throws: `NotFound` also for one that is ended.
  package func existing(_ id: ConnectionID) throws -> Connection {
    guard let connection = try connection(id), connection.state != .ended else { throw NotFound() }
    return connection
  }
}
