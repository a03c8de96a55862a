/// What a connection's words were before.
enum MappingVersionSQL {
  private static let columns = "connection_id, number, saved_at, agent_id, mapping"

  static let version = Statement(
    "SELECT \(columns) FROM connection_mappings WHERE tenant_id = ?1 AND connection_id = ?2 AND number = ?3")

  static let latest = Statement(
    """
    SELECT \(columns) FROM connection_mappings
    WHERE tenant_id = ?1 AND connection_id = ?2 AND number < ?3 ORDER BY number DESC LIMIT ?4
    """)

  static let put = Statement(
    "INSERT INTO connection_mappings (tenant_id, \(columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")

  static let all = [version, latest, put]
}
