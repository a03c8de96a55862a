import Storage

/// By which history of the database each desk has gone on: a copy of it that takes over may have fallen behind, and one that
/// was put back is of an earlier moment.
enum HistorySQL {
  static let all = [of, newestMessage]

  static let note = Statement("UPDATE tenants SET history = ?2 WHERE tenant_id = ?1")

  /// Those that know of none first: whoever finds one that knows another goes on from there.
  static let of = Statement(
    "SELECT tenant_id, history FROM tenants ORDER BY history IS NOT NULL, tenant_id", scope: .hub)

  static let newestMessage = Statement("SELECT max(created_at) FROM deliveries", scope: .hub)
}
