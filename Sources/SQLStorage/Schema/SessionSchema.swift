extension Migration {
  /// People who are signed in with a browser, and those who have not chosen a password yet.
  static let sessions = Migration(
    number: 2,
    steps: [
      .clustered(
        """
        CREATE TABLE sessions (
          tenant_id uuid NOT NULL,
          id uuid NOT NULL,
          agent_id uuid NOT NULL,
          secret_hash bytea NOT NULL,
          created_at bigint NOT NULL,
          seen_at bigint NOT NULL,
          confirmed_at bigint NOT NULL,
          ended_at bigint,
          PRIMARY KEY (tenant_id, id),
          UNIQUE (tenant_id, secret_hash),
          FOREIGN KEY (tenant_id, agent_id) REFERENCES agents (tenant_id, id)
        )
        """),
      .clustered(
        """
        CREATE TABLE welcomes (
          tenant_id uuid NOT NULL,
          agent_id uuid NOT NULL,
          secret_hash bytea NOT NULL,
          expires_at bigint NOT NULL,
          PRIMARY KEY (tenant_id, agent_id),
          UNIQUE (tenant_id, secret_hash),
          FOREIGN KEY (tenant_id, agent_id) REFERENCES agents (tenant_id, id)
        )
        """),
      .plain("CREATE INDEX sessions_by_agent ON sessions (tenant_id, agent_id, ended_at)"),
      .plain("CREATE INDEX sessions_by_sight ON sessions (tenant_id, seen_at)"),
    ])
}
