import FoundationEssentials
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

  /// In one message to the server.
  func text(behind wall: Wall) -> String {
    switch self {
    case .reading(let sight): "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; \(wall.enter(sight))"
    case .writing(let tenant, let locks, let durability):
      """
      BEGIN; \(wall.enter(.desk(tenant))); \(durability == .onDisk ? "" : Self.inLog)\(locks == .desk ? Self.alone(tenant) : "")
      """
    case .adding(let sight): "BEGIN; \(wall.enter(sight))"
    case .staging(let tenant): "BEGIN; \(Self.inLog)\(wall.enter(.desk(tenant)))"
    }
  }

  private static func alone(_ tenant: TenantID) -> String {
    "SELECT tenant_id FROM tenants WHERE tenant_id = '\(tenant)' FOR NO KEY UPDATE"
  }

  private static let inLog = "SET LOCAL synchronous_commit = off; "
}
