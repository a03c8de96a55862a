/// Whom desks' own systems are told of what happens, and what they are told.
extension Migration {
  static let webhooks = Migration(
    number: 15,
    steps: [
      .plain("ALTER TABLE tenants ADD COLUMN has_webhooks bigint NOT NULL DEFAULT 0"),
      .clustered(
        """
        CREATE TABLE webhooks (
          tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
          id uuid NOT NULL,
          url text NOT NULL,
          events text NOT NULL,
          tells_internal bigint NOT NULL,
          secrets bytea NOT NULL,
          older_until bigint,
          state text NOT NULL,
          reason text,
          failures bigint NOT NULL,
          failing_since bigint,
          rests_until bigint,
          created_at bigint NOT NULL,
          PRIMARY KEY (tenant_id, id)
        )
        """),
      .plain(
        """
        CREATE TABLE webhook_messages (
          tenant_id uuid NOT NULL,
          id uuid NOT NULL,
          webhook_id uuid NOT NULL,
          place bigint NOT NULL,
          event text NOT NULL,
          ticket_id uuid,
          created_at bigint NOT NULL,
          next_at bigint NOT NULL,
          state text NOT NULL,
          attempts bigint NOT NULL,
          failures bigint NOT NULL,
          finished_at bigint,
          lease_until bigint,
          fence bigint NOT NULL,
          body bytea NOT NULL,
          PRIMARY KEY (tenant_id, id),
          FOREIGN KEY (tenant_id, webhook_id) REFERENCES webhooks (tenant_id, id),
          FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id)
        )
        """),
      .plain("CREATE INDEX webhook_messages_leased ON webhook_messages (lease_until) WHERE lease_until IS NOT NULL"),
      .plain("CREATE INDEX webhook_messages_of ON webhook_messages (tenant_id, webhook_id, place)"),
      .plain(
        """
        CREATE INDEX webhook_messages_next ON webhook_messages (tenant_id, webhook_id, next_at, place)
        WHERE state = 'waiting'
        """),
      .plain("CREATE INDEX webhook_messages_old ON webhook_messages (tenant_id, webhook_id, created_at)"),
      .clustered(
        """
        CREATE TABLE webhook_attempts (
          tenant_id uuid NOT NULL,
          message_id uuid NOT NULL,
          number bigint NOT NULL,
          at bigint NOT NULL,
          outcome text NOT NULL,
          status bigint,
          excerpt text NOT NULL,
          PRIMARY KEY (tenant_id, message_id, number),
          FOREIGN KEY (tenant_id, message_id) REFERENCES webhook_messages (tenant_id, id)
        )
        """),
    ])
}
