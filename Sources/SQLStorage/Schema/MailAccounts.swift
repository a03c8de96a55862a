/// Mailboxes elsewhere that are fetched.
extension Migration {
  static let mailAccounts = Migration(
    number: 19,
    steps: [
      .clustered(
        """
        CREATE TABLE mail_accounts (
          tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
          id uuid NOT NULL,
          address_id uuid NOT NULL,
          host text NOT NULL,
          port bigint NOT NULL,
          security text NOT NULL,
          user_name text NOT NULL,
          password bytea NOT NULL,
          folder text NOT NULL,
          afterwards text NOT NULL,
          moves_to text,
          fetches_existing bigint NOT NULL,
          state text NOT NULL,
          created_at bigint NOT NULL,
          validity bigint,
          uid bigint NOT NULL,
          renumbered_below bigint,
          next_at bigint NOT NULL,
          lease_until bigint,
          holder bigint,
          fence bigint NOT NULL,
          failures bigint NOT NULL,
          failing_since bigint,
          reason text,
          fetched_at bigint,
          trouble_uid bigint,
          troubles bigint NOT NULL,
          passed_over bytea NOT NULL,
          PRIMARY KEY (tenant_id, id),
          FOREIGN KEY (tenant_id, address_id) REFERENCES desk_addresses (tenant_id, id)
        )
        """),
      .plain("CREATE INDEX mail_accounts_next ON mail_accounts (next_at) WHERE state = 'active'"),
      .plain("CREATE INDEX mail_accounts_address ON mail_accounts (tenant_id, address_id)"),
    ])
}
