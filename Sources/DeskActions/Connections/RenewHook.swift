package import Storage
package import Ticketing

/// Gives a connection's webhook another address: the one before is nobody's from then on.
///
/// Two transactions: what is done is written down in the desk first, then the desk that stands in takes the new secret.
package struct RenewHook: Sendable {
  private let connection: Connection
  /// SHA-256 of the new secret, which is the stand-in's.
  private let hookHash: [UInt8]

  package init(_ connection: Connection, hookHash: [UInt8]) {
    self.connection = connection
    self.hookHash = hookHash
  }

  package func callAsFunction(_ storage: any DeskStorage, by actor: Actor, _ moment: Moment) async throws {
    try await storage.perform(NoteRenewal(connection: connection.id), by: actor, moment)
    try await storage.write(in: connection.standIn) { [connection, hookHash] tx in
      guard var standIn = try tx.standIn(), standIn.connection == connection.id else { throw NotFound() }
      standIn.hookHash = hookHash
      try tx.put(standIn)
    }
  }
}

private struct NoteRenewal: Action {
  let connection: ConnectionID

  func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    try actor.require(.admin)
    let known = try tx.existing(connection)
    guard known.state == .active || known.state == .paused else { throw ConnectionRefusal(state: known.state) }
    try tx.audit("connection.address", known.id, .name(known.name), by: actor, moment)
  }
}
