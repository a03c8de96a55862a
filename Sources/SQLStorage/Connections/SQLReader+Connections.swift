package import Storage
import StrictJSON
import Ticketing

extension SQLReader {
  package func connection(_ id: ConnectionID) throws -> Connection? {
    try first(ConnectionSQL.connection, [.id(id)], connection)
  }

  package func connections(_ page: PageRequest) throws -> Page<Connection> {
    try list(ConnectionSQL.connections, page, connection) { $0.id.uuid }
  }

  private func connection(_ columns: inout Columns) throws -> Connection {
    let id: ConnectionID = try columns.id()
    return Connection(
      id: id, connector: columns.text(), name: columns.text(), settings: columns.bytes(),
      secrets: try openSecrets(columns.bytes(), .connection(id, in: tenant)), mapping: columns.bytes(),
      version: columns.count(), state: try columns.word(), standIn: try columns.id(),
      partnership: try columns.maybeID(), createdAt: columns.date())
  }

  package func standIn() throws -> StandIn? {
    try first(ConnectionSQL.standIn) {
      StandIn(
        connection: try $0.id(), owner: try $0.id(), partnership: try $0.maybeID(), connector: $0.text(),
        name: $0.text(), settings: $0.bytes(), secrets: try openSecrets($0.bytes(), .standIn(tenant)),
        mapping: $0.bytes(), version: $0.count(), isPaused: $0.flag(), hookHash: $0.bytes())
    }
  }

  package func standInWords() throws -> StandInWords? {
    try first(ConnectionSQL.standInWords) {
      StandInWords(
        connection: try $0.id(), partnership: try $0.maybeID(), name: $0.text(), mapping: $0.bytes())
    }
  }

  package func poll() throws -> Poll? {
    try first(ConnectionSQL.poll) {
      Poll(cursor: $0.maybeText(), nextAt: $0.date(), leaseUntil: $0.maybeDate(), failures: $0.count())
    }
  }

  private func openSecrets(_ sealed: [UInt8], _ context: SealContext) throws -> [String: String] {
    let plain = try environment.sealer.open(sealed, under: try requireTenant().key, context)
    do { return try [String: String](jsonBytes: plain) } catch { throw StorageError.corrupt("sealed secrets are none") }
  }
}

extension SealContext {
  static func connection(_ id: ConnectionID, in tenant: TenantID) -> SealContext {
    SealContext(tenant: tenant, table: "connections", row: id.description, column: "secrets")
  }

  static func standIn(_ tenant: TenantID) -> SealContext {
    SealContext(tenant: tenant, table: "stand_ins", row: tenant.description, column: "secrets")
  }
}
