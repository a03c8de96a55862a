/// Bridges to external desks: at the desk that set one up, and at the desk that stands in for the external one.
extension Migration {
  static let connections = Migration(
    number: 13,
    steps: [
      .plain("ALTER TABLE tenants ADD COLUMN stands_in bigint NOT NULL DEFAULT 0"),
      .clustered(
        """
        CREATE TABLE connections (
          tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
          id uuid NOT NULL,
          connector text NOT NULL,
          name text NOT NULL,
          settings bytea NOT NULL,
          secrets bytea NOT NULL,
          mapping bytea NOT NULL,
          version bigint NOT NULL,
          state text NOT NULL,
          stand_in uuid NOT NULL,
          partnership_id uuid,
          created_at bigint NOT NULL,
          PRIMARY KEY (tenant_id, id)
        )
        """),
      .clustered(
        """
        CREATE TABLE stand_ins (
          tenant_id uuid NOT NULL PRIMARY KEY REFERENCES tenants (tenant_id),
          connection_id uuid NOT NULL,
          owner_id uuid NOT NULL,
          partnership_id uuid,
          connector text NOT NULL,
          name text NOT NULL,
          settings bytea NOT NULL,
          secrets bytea NOT NULL,
          mapping bytea NOT NULL,
          version bigint NOT NULL,
          is_paused bigint NOT NULL,
          hook_hash bytea NOT NULL
        )
        """),
      .clustered(
        """
        CREATE TABLE polls (
          tenant_id uuid NOT NULL PRIMARY KEY REFERENCES tenants (tenant_id),
          poll_cursor text,
          next_at bigint NOT NULL,
          lease_until bigint,
          failures bigint NOT NULL
        )
        """),
      .plain("CREATE INDEX polls_due ON polls (next_at)"),
      .clustered(
        """
        CREATE TABLE outside_tickets (
          tenant_id uuid NOT NULL,
          ticket_id uuid NOT NULL,
          external_id text,
          number text,
          url text,
          status text,
          heard_at bigint,
          told bigint NOT NULL,
          telling uuid,
          PRIMARY KEY (tenant_id, ticket_id),
          FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id)
        )
        """),
      .plain("CREATE UNIQUE INDEX outside_tickets_there ON outside_tickets (tenant_id, external_id)"),
      .clustered(
        """
        CREATE TABLE outside_items (
          tenant_id uuid NOT NULL,
          kind text NOT NULL,
          external_id text NOT NULL,
          ticket_id uuid NOT NULL,
          event_id uuid NOT NULL,
          PRIMARY KEY (tenant_id, kind, external_id),
          FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id)
        )
        """),
      .plain("CREATE INDEX outside_items_of_ticket ON outside_items (tenant_id, ticket_id)"),
      .plain("CREATE INDEX outside_items_of_event ON outside_items (tenant_id, event_id)"),
      .plain(
        """
        CREATE TABLE reports (
          tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
          id uuid NOT NULL,
          external_id text NOT NULL,
          report_key text,
          received_at bigint NOT NULL,
          state text NOT NULL,
          reason text,
          report bytea NOT NULL,
          PRIMARY KEY (tenant_id, id)
        )
        """),
      .plain("CREATE UNIQUE INDEX reports_once ON reports (tenant_id, report_key)"),
      .plain(
        """
        CREATE INDEX reports_open ON reports (tenant_id, external_id, id) WHERE state IN ('waiting', 'parked', 'unmatched')
        """),
      .plain("CREATE INDEX reports_in_state ON reports (tenant_id, state, id)"),
    ])
}
