/// A statement of SQL: static text, its values bound as `?1` … `?n`.
package struct Statement: Sendable, Hashable {
  package enum Scope: Sendable, Hashable {
    /// `?1` is the tenant, and the text says so.
    case tenant
    /// Sees all tenants; for the relay, the directory and the doctor only.
    case hub
  }

  package let sql: String
  package let scope: Scope
  /// Whether the rows that it reads are locked until the transaction ends, where the engine locks rows.
  package let locksRows: Bool

  package init(_ sql: String, scope: Scope = .tenant, locksRows: Bool = false) {
    self.sql = sql
    self.scope = scope
    self.locksRows = locksRows
  }
}
