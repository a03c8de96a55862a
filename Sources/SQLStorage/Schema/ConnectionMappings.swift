/// Every mapping that a connection has had, with who saved it.
extension Migration {
  static let connectionMappings = Migration(
    number: 16,
    steps: [
      .clustered(
        """
        CREATE TABLE connection_mappings (
          tenant_id uuid NOT NULL,
          connection_id uuid NOT NULL,
          number bigint NOT NULL,
          saved_at bigint NOT NULL,
          agent_id uuid,
          mapping bytea NOT NULL,
          PRIMARY KEY (tenant_id, connection_id, number),
          FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id)
        )
        """)
    ])
}
