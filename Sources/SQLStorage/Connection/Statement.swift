/// A statement of SQL: static text, its values bound as `?1` … `?n`. What locks rows, where the engine locks rows, stands in
/// it as a comment: `/* FOR UPDATE */` until the transaction ends; `/* FOR UPDATE SKIP LOCKED */` without those that somebody
/// else has locked.
package struct Statement: Sendable, Hashable {
  package enum Scope: Sendable, Hashable {
    /// `?1` is the tenant, and the text says so.
    case tenant
    /// Sees all tenants; for the relay, the directory and the doctor only.
    case hub
  }

  package let sql: String
  package let scope: Scope

  package init(_ sql: String, scope: Scope = .tenant) {
    self.sql = sql
    self.scope = scope
  }
}
