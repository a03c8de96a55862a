/// What people are told, what they chose, and the mails that wait.
extension Migration {
  static let notices = Migration(
    number: 4,
    steps: [
      .clustered(
        """
        CREATE TABLE personal_settings (
          tenant_id uuid NOT NULL,
          agent_id uuid NOT NULL,
          language text,
          hears_of_unassigned bigint NOT NULL,
          choices text,
          PRIMARY KEY (tenant_id, agent_id),
          FOREIGN KEY (tenant_id, agent_id) REFERENCES agents (tenant_id, id)
        )
        """),
      .plain(
        """
        CREATE TABLE notices (
          tenant_id uuid NOT NULL,
          id uuid NOT NULL,
          agent_id uuid NOT NULL,
          kind text NOT NULL,
          ticket_id uuid NOT NULL,
          event_id uuid NOT NULL,
          handoff_id uuid,
          comment_id uuid,
          actor_kind text NOT NULL,
          actor_name text NOT NULL,
          actor_desk text NOT NULL,
          actor_agent uuid,
          actor_role text,
          actor_ref text,
          at bigint NOT NULL,
          is_shown bigint NOT NULL,
          read_at bigint,
          mail_id uuid,
          PRIMARY KEY (tenant_id, id),
          UNIQUE (tenant_id, agent_id, ticket_id, event_id),
          FOREIGN KEY (tenant_id, agent_id) REFERENCES agents (tenant_id, id),
          FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id)
        )
        """),
      .plain("CREATE INDEX notices_of_agent ON notices (tenant_id, agent_id, at, id)"),
      .plain(
        """
        CREATE INDEX notices_unread ON notices (tenant_id, agent_id, at, id) WHERE read_at IS NULL AND is_shown = 1
        """),
      .plain("CREATE INDEX notices_read ON notices (tenant_id, agent_id, read_at) WHERE read_at IS NOT NULL"),
      .plain("CREATE INDEX notices_in_mail ON notices (tenant_id, mail_id) WHERE mail_id IS NOT NULL"),
      .plain(
        """
        CREATE TABLE mails (
          tenant_id uuid NOT NULL,
          id uuid NOT NULL,
          agent_id uuid NOT NULL,
          kind text NOT NULL,
          ticket_id uuid NOT NULL,
          created_at bigint NOT NULL,
          next_at bigint NOT NULL,
          state text NOT NULL,
          attempts bigint NOT NULL,
          finished_at bigint,
          reason text,
          lease_until bigint,
          fence bigint NOT NULL,
          PRIMARY KEY (tenant_id, id),
          FOREIGN KEY (tenant_id, agent_id) REFERENCES agents (tenant_id, id)
        )
        """),
      .plain("CREATE INDEX mails_waiting ON mails (next_at) WHERE state = 'waiting'"),
      .plain(
        "CREATE INDEX mails_of_replies ON mails (tenant_id, agent_id, ticket_id, created_at) WHERE kind = 'reply'"),
      .plain("CREATE INDEX mails_over ON mails (tenant_id, finished_at) WHERE finished_at IS NOT NULL"),
      .plain("CREATE INDEX mails_parked ON mails (tenant_id, id) WHERE state = 'parked'"),
      .plain("ALTER TABLE tenants ADD COLUMN language text NOT NULL DEFAULT 'en'"),
      .plain("ALTER TABLE handoffs ADD COLUMN is_late bigint NOT NULL DEFAULT 0"),
      .plain(
        """
        CREATE INDEX handoffs_to_resolve ON handoffs (resolve_by)
        WHERE resolve_by IS NOT NULL AND state IN ('offered', 'accepted') AND is_late = 0
        """),
    ])
}
