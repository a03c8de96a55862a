extension FirstSchema {
  static let federation: [Migration.Step] = [
    .plain(
      """
      CREATE TABLE partnerships (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        id uuid NOT NULL,
        name text NOT NULL,
        is_inviter bigint NOT NULL,
        partner_name text,
        partner_federation_id bytea,
        partner_terms text,
        phase text NOT NULL,
        is_suspended_here bigint NOT NULL,
        is_suspended_there bigint NOT NULL,
        receives bigint NOT NULL,
        sharing text NOT NULL,
        mapping text,
        settings text NOT NULL,
        lane_epoch bigint NOT NULL,
        lane_sent bigint NOT NULL,
        peer_epoch bigint NOT NULL,
        peer_applied bigint NOT NULL,
        created_at bigint NOT NULL,
        peer_tenant_id uuid,
        holds_lanes bigint NOT NULL,
        PRIMARY KEY (tenant_id, id)
      )
      """),
    .clustered(
      """
      CREATE TABLE invitations (
        tenant_id uuid NOT NULL,
        partnership_id uuid NOT NULL,
        secret_hash bytea NOT NULL,
        message text,
        expires_at bigint NOT NULL,
        PRIMARY KEY (tenant_id, partnership_id),
        UNIQUE (tenant_id, secret_hash),
        FOREIGN KEY (tenant_id, partnership_id) REFERENCES partnerships (tenant_id, id)
      )
      """),
    .plain(
      """
      CREATE TABLE handoffs (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        partnership_id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        side text NOT NULL,
        state text NOT NULL,
        turn_epoch bigint NOT NULL,
        turn_number bigint NOT NULL,
        lane_epoch bigint NOT NULL,
        lane_sent bigint NOT NULL,
        peer_epoch bigint NOT NULL,
        peer_applied bigint NOT NULL,
        chain text NOT NULL,
        follows uuid,
        offered_at bigint NOT NULL,
        since bigint NOT NULL,
        message text,
        requires text,
        partner_number bigint,
        respond_by bigint,
        resolve_by bigint,
        eta bigint,
        completion text,
        reason text,
        confirm_at bigint,
        is_overdue bigint NOT NULL,
        partner_status text,
        told_status text,
        beyond text,
        told_chain text,
        reply_seq bigint NOT NULL,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id),
        FOREIGN KEY (tenant_id, partnership_id) REFERENCES partnerships (tenant_id, id)
      )
      """),
    .plain("CREATE INDEX handoffs_of_ticket ON handoffs (tenant_id, ticket_id, offered_at, id)"),
    .plain("CREATE INDEX handoffs_over_partnership ON handoffs (tenant_id, partnership_id, id)"),
    .plain("CREATE INDEX handoffs_by_partner_number ON handoffs (tenant_id, partner_number)"),
    .plain("CREATE INDEX handoffs_in_state ON handoffs (tenant_id, state, id)"),
    .plain(
      """
      CREATE INDEX handoffs_to_confirm ON handoffs (confirm_at)
      WHERE confirm_at IS NOT NULL AND state = 'completed' AND side = 'delegator'
      """),
    .plain(
      """
      CREATE INDEX handoffs_to_answer ON handoffs (respond_by)
      WHERE respond_by IS NOT NULL AND state = 'offered' AND is_overdue = 0
      """),
    .plain(
      """
      CREATE TABLE deliveries (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        id uuid NOT NULL,
        direction text NOT NULL,
        partnership_id uuid NOT NULL,
        lane_kind text NOT NULL,
        lane_id uuid NOT NULL,
        ticket_id uuid,
        epoch bigint NOT NULL,
        seq bigint NOT NULL,
        event_id uuid NOT NULL,
        kind text NOT NULL,
        state text NOT NULL,
        reason text,
        created_at bigint NOT NULL,
        finished_at bigint,
        attempts bigint NOT NULL,
        wire bytea NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, direction, lane_kind, lane_id, epoch, seq)
      )
      """),
    .plain(
      """
      CREATE INDEX deliveries_open ON deliveries (tenant_id, direction, lane_kind, lane_id, epoch, seq)
      WHERE state IN ('waiting', 'parked')
      """),
    .plain("CREATE INDEX deliveries_in_state ON deliveries (tenant_id, state, id)"),
    .plain("CREATE INDEX deliveries_of_ticket ON deliveries (tenant_id, ticket_id, id) WHERE ticket_id IS NOT NULL"),
    .plain("CREATE INDEX deliveries_over_partnership ON deliveries (tenant_id, partnership_id, id)"),
    .clustered(
      """
      CREATE TABLE attempts (
        tenant_id uuid NOT NULL,
        delivery_id uuid NOT NULL,
        number bigint NOT NULL,
        at bigint NOT NULL,
        outcome text NOT NULL,
        excerpt text NOT NULL,
        PRIMARY KEY (tenant_id, delivery_id, number),
        FOREIGN KEY (tenant_id, delivery_id) REFERENCES deliveries (tenant_id, id)
      )
      """),
    .clustered(
      """
      CREATE TABLE lanes (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        lane_kind text NOT NULL,
        lane_id uuid NOT NULL,
        partnership_id uuid NOT NULL,
        ready_at bigint,
        lease_until bigint,
        fence bigint NOT NULL,
        failures bigint NOT NULL,
        is_held bigint NOT NULL,
        PRIMARY KEY (tenant_id, lane_kind, lane_id)
      )
      """),
    .plain("CREATE INDEX lanes_of_partnership ON lanes (tenant_id, partnership_id)"),
    .plain("CREATE INDEX lanes_ready ON lanes (ready_at) WHERE ready_at IS NOT NULL AND is_held = 0"),
  ]
}
