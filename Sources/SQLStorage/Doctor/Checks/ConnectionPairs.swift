import Storage

/// Connections, as the desk that set one up and the desk that stands in for the external one record it.
enum ConnectionPairs {
  static let all = [missing, unowned, behind]

  /// Founding one takes seconds.
  private static let missing = StatementCheck(
    .standInMissing, .connection, of: "c",
    """
    FROM connections c
    WHERE c.state IN ('active', 'paused') AND NOT EXISTS (
      SELECT 1 FROM stand_ins s
      WHERE s.tenant_id = c.stand_in AND s.connection_id = c.id AND s.owner_id = c.tenant_id)
    """)

  private static let unowned = StatementCheck(
    .standInUnowned, .desk, of: "s", id: "tenant_id",
    """
    FROM stand_ins s
    WHERE NOT EXISTS (
      SELECT 1 FROM connections c
      WHERE c.tenant_id = s.owner_id AND c.id = s.connection_id AND c.stand_in = s.tenant_id)
    """)

  /// The stand-in follows what its owner has set up in the next transaction, or when the hub starts.
  private static let behind = StatementCheck(
    .standInBehind, .connection, of: "c",
    """
    FROM connections c
    JOIN stand_ins s ON s.tenant_id = c.stand_in AND s.connection_id = c.id AND s.owner_id = c.tenant_id
    WHERE c.state <> 'founding' AND (s.version <> c.version OR s.is_paused <> CASE WHEN c.state IN ('paused', 'ended') THEN 1 ELSE 0 END)
    """)
}
