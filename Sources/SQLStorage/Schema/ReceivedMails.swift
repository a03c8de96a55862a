/// At which addresses desks receive mail, and what has come in.
extension Migration {
  static let receivedMails = Migration(
    number: 18,
    steps: [
      .plain("ALTER TABLE tenants ADD COLUMN reopen_days bigint NOT NULL DEFAULT 30"),
      .clustered(
        """
        CREATE TABLE desk_addresses (
          tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
          id uuid NOT NULL,
          address text NOT NULL,
          folded text NOT NULL,
          team_id uuid,
          type text,
          language text,
          sender_name text,
          code bytea,
          asked_at bigint,
          proven_at bigint,
          created_at bigint NOT NULL,
          PRIMARY KEY (tenant_id, id),
          FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id)
        )
        """),
      .plain("CREATE UNIQUE INDEX desk_addresses_once ON desk_addresses (tenant_id, folded)"),
      .plain("CREATE INDEX desk_addresses_claimed ON desk_addresses (folded)"),
      .plain(
        """
        CREATE TABLE received_mails (
          tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
          id uuid NOT NULL,
          door text NOT NULL,
          sender text,
          recipient text NOT NULL,
          mailbox uuid,
          validity bigint,
          uid bigint,
          received_at bigint NOT NULL,
          message_id text,
          identity text NOT NULL,
          hash text NOT NULL,
          bytes bigint NOT NULL,
          next_at bigint NOT NULL,
          state text NOT NULL,
          kind text,
          reason text,
          author text,
          subject text,
          ticket_id uuid,
          comment_id uuid,
          tries bigint NOT NULL,
          is_wanted bigint NOT NULL,
          finished_at bigint,
          lease_until bigint,
          fence bigint NOT NULL,
          holder bigint,
          PRIMARY KEY (tenant_id, id),
          FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id),
          FOREIGN KEY (tenant_id, comment_id) REFERENCES comments (tenant_id, id)
        )
        """),
      .plain("CREATE INDEX received_mails_waiting ON received_mails (next_at) WHERE state = 'waiting'"),
      .plain("CREATE INDEX received_mails_same ON received_mails (tenant_id, identity, received_at)"),
      .plain("CREATE INDEX received_mails_bytes ON received_mails (tenant_id, hash)"),
      .plain("CREATE INDEX received_mails_in_state ON received_mails (tenant_id, state, id)"),
      .plain(
        "CREATE INDEX received_mails_of_ticket ON received_mails (tenant_id, ticket_id, id) WHERE ticket_id IS NOT NULL"
      ),
    ])
}
