import Storage

enum DeskAddressSQL {
  private static let columns =
    "id, address, team_id, type, language, sender_name, code, asked_at, proven_at, created_at"

  static let address = Statement("SELECT \(columns) FROM desk_addresses WHERE tenant_id = ?1 AND id = ?2")

  static let folded = Statement("SELECT \(columns) FROM desk_addresses WHERE tenant_id = ?1 AND folded = ?2")

  static let addresses = Statement(
    "SELECT \(columns) FROM desk_addresses WHERE tenant_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3")

  static let put = Statement(
    """
    INSERT INTO desk_addresses (tenant_id, \(columns), folded)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
    ON CONFLICT (tenant_id, id) DO UPDATE SET
      team_id = excluded.team_id, type = excluded.type, language = excluded.language,
      sender_name = excluded.sender_name, code = excluded.code, asked_at = excluded.asked_at,
      proven_at = excluded.proven_at
    """)

  static let remove = Statement("DELETE FROM desk_addresses WHERE tenant_id = ?1 AND id = ?2")

  static let all = [address, folded, addresses, put, remove]
}

/// What is seen of all tenants' addresses at once: whose they are, and since when that is proved.
enum AddressDirectorySQL {
  static let claims = Statement(
    """
    SELECT tenant_id, id, proven_at FROM desk_addresses WHERE folded = ?1
    ORDER BY CASE WHEN proven_at IS NULL THEN 1 ELSE 0 END, proven_at, tenant_id, id LIMIT 100
    """, scope: .hub)

  static let all = [claims]
}
