package import SQLStorage
package import Ticketing

/// How a transaction begins.
package enum Beginning {
  /// Sees one state of everything from its first statement on.
  case reading(Sight)
  /// Writes one desk. Where all of it is locked, that is by its row, until the commit, so that what a body reads of the desk stays as
  /// it is, whichever node writes.
  case writing(TenantID, Locking, Durability)
  /// Writes what needs no desk to stand still: a file, or what is the hub's.
  case adding(Sight)
  /// Writes of a desk what counts only once something later is committed.
  case staging(TenantID)

  /// What is seen through the wall, and no more.
  package enum Sight {
    case desk(TenantID)
    /// For statements whose scope is `.hub`, and for what passes from one desk to another.
    case hub
  }

  /// Goes to the server ahead of the first question.
  func send(on connection: PostgresConnection, behind wall: Wall) throws {
    switch self {
    case .reading(let sight):
      try connection.send(Self.readOnly, [])
      try wall.enter(sight, on: connection)
    case .writing(let tenant, let locks, let durability):
      try connection.send(Self.begin, [])
      try wall.enter(.desk(tenant), on: connection)
      if durability == .inLog { try connection.send(Self.inLog, []) }
      if locks == .desk { try connection.send(Self.alone, [.id(tenant)]) }
    case .adding(let sight):
      try connection.send(Self.begin, [])
      try wall.enter(sight, on: connection)
    case .staging(let tenant):
      try connection.send(Self.begin, [])
      try connection.send(Self.inLog, [])
      try wall.enter(.desk(tenant), on: connection)
    }
  }

  private static let begin = Statement("BEGIN", scope: .hub)
  private static let readOnly = Statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", scope: .hub)
  private static let inLog = Statement("SET LOCAL synchronous_commit = off", scope: .hub)
  private static let alone = Statement("SELECT tenant_id FROM tenants WHERE tenant_id = ?1 FOR NO KEY UPDATE")
}
