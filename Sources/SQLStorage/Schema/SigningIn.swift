/// How long the sessions of each desk live without a sign of their person, and the second step at sign-in.
extension Migration {
  static let signingIn = Migration(
    number: 6,
    steps: [
      .plain("ALTER TABLE tenants ADD COLUMN idle_minutes bigint NOT NULL DEFAULT 480"),
      .clustered(
        """
        CREATE TABLE second_steps (
          tenant_id uuid NOT NULL,
          agent_id uuid NOT NULL,
          secret bytea NOT NULL,
          begun_at bigint NOT NULL,
          confirmed_at bigint,
          last_step bigint,
          recovery_hashes bytea NOT NULL,
          PRIMARY KEY (tenant_id, agent_id),
          FOREIGN KEY (tenant_id, agent_id) REFERENCES agents (tenant_id, id)
        )
        """),
      .clustered(
        """
        CREATE TABLE half_sign_ins (
          tenant_id uuid NOT NULL,
          secret_hash bytea NOT NULL,
          agent_id uuid NOT NULL,
          expires_at bigint NOT NULL,
          PRIMARY KEY (tenant_id, secret_hash),
          FOREIGN KEY (tenant_id, agent_id) REFERENCES agents (tenant_id, id)
        )
        """),
      .plain("CREATE INDEX half_sign_ins_over ON half_sign_ins (tenant_id, expires_at)"),
    ])
}
