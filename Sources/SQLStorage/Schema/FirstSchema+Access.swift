extension FirstSchema {
  static let access: [Migration.Step] = [
    .clustered(
      """
      CREATE TABLE tokens (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        agent_id uuid NOT NULL,
        label text NOT NULL,
        secret_hash bytea NOT NULL,
        created_at bigint NOT NULL,
        expires_at bigint,
        revoked_at bigint,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, secret_hash),
        FOREIGN KEY (tenant_id, agent_id) REFERENCES agents (tenant_id, id)
      )
      """),
    .clustered(
      """
      CREATE TABLE audit (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        seq bigint NOT NULL,
        at bigint NOT NULL,
        source text NOT NULL,
        agent_id uuid,
        action text NOT NULL,
        subject text NOT NULL,
        detail text NOT NULL,
        address text,
        PRIMARY KEY (tenant_id, seq)
      )
      """),
    .plain(
      """
      CREATE TABLE kept_answers (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        agent_id uuid NOT NULL,
        route text NOT NULL,
        key text NOT NULL,
        request_hash bytea NOT NULL,
        status bigint NOT NULL,
        headers text NOT NULL,
        body bytea NOT NULL,
        at bigint NOT NULL,
        PRIMARY KEY (tenant_id, agent_id, route, key)
      )
      """),
    .plain("CREATE INDEX kept_answers_by_age ON kept_answers (tenant_id, at)"),
  ]
}
