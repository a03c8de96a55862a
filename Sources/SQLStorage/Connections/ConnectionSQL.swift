enum ConnectionSQL {
  private static let columns = """
    id, connector, name, settings, secrets, mapping, version, state, stand_in, partnership_id, created_at
    """

  static let connection = Statement("SELECT \(columns) FROM connections WHERE tenant_id = ?1 AND id = ?2")

  static let connections = Statement(
    """
    SELECT \(columns) FROM connections
    WHERE tenant_id = ?1 AND id > ?2 AND state <> 'ended' ORDER BY id LIMIT ?3
    """)

  static let put = Statement(
    """
    INSERT INTO connections (tenant_id, \(columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
    ON CONFLICT (tenant_id, id) DO UPDATE SET
      name = excluded.name, settings = excluded.settings, secrets = excluded.secrets, mapping = excluded.mapping,
      version = excluded.version, state = excluded.state, partnership_id = excluded.partnership_id
    """)

  private static let standInColumns = """
    connection_id, owner_id, partnership_id, connector, name, settings, secrets, mapping, version, is_paused, hook_hash
    """

  static let standIn = Statement("SELECT \(standInColumns) FROM stand_ins WHERE tenant_id = ?1")

  static let standInWords = Statement(
    "SELECT connection_id, partnership_id, name, mapping FROM stand_ins WHERE tenant_id = ?1")

  static let putStandIn = Statement(
    """
    INSERT INTO stand_ins (tenant_id, \(standInColumns))
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
    ON CONFLICT (tenant_id) DO UPDATE SET
      partnership_id = excluded.partnership_id, name = excluded.name, settings = excluded.settings,
      secrets = excluded.secrets, mapping = excluded.mapping, version = excluded.version,
      is_paused = excluded.is_paused, hook_hash = excluded.hook_hash
    """)

  static let poll = Statement(
    "SELECT poll_cursor, next_at, lease_until, failures FROM polls WHERE tenant_id = ?1")

  static let putPoll = Statement(
    """
    INSERT INTO polls (tenant_id, poll_cursor, next_at, lease_until, failures, holder) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (tenant_id) DO UPDATE SET
      poll_cursor = excluded.poll_cursor, next_at = excluded.next_at, lease_until = excluded.lease_until,
      failures = excluded.failures, holder = excluded.holder
    """)

  static let removePoll = Statement("DELETE FROM polls WHERE tenant_id = ?1")

  static let all = [connection, connections, put, standIn, standInWords, putStandIn, poll, putPoll, removePoll]
}
