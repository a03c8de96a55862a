extension FirstSchema {
  static let tickets: [Migration.Step] = [
    .plain(
      """
      CREATE TABLE tickets (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        id uuid NOT NULL,
        number bigint NOT NULL,
        subject text NOT NULL,
        description text NOT NULL,
        type text NOT NULL,
        priority bigint NOT NULL,
        impact text,
        urgency text,
        status_id uuid NOT NULL,
        category text NOT NULL,
        is_held bigint NOT NULL,
        hold_reason text,
        hold_until bigint,
        requester_id uuid,
        assignee_id uuid,
        team_id uuid,
        tags text,
        fields text,
        site text,
        resolution_code text,
        resolution_text text,
        origin text NOT NULL,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL,
        version bigint NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, number),
        FOREIGN KEY (tenant_id, status_id) REFERENCES statuses (tenant_id, id),
        FOREIGN KEY (tenant_id, requester_id) REFERENCES requesters (tenant_id, id),
        FOREIGN KEY (tenant_id, assignee_id) REFERENCES agents (tenant_id, id),
        FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id)
      )
      """),
    .plain("CREATE INDEX tickets_by_created ON tickets (tenant_id, created_at, id)"),
    .plain("CREATE INDEX tickets_by_updated ON tickets (tenant_id, updated_at, id)"),
    .plain("CREATE INDEX tickets_by_priority ON tickets (tenant_id, priority, id)"),
    .plain("CREATE INDEX tickets_by_category ON tickets (tenant_id, category, updated_at, id)"),
    .plain("CREATE INDEX tickets_by_status ON tickets (tenant_id, status_id, created_at, id)"),
    .plain("CREATE INDEX tickets_by_assignee ON tickets (tenant_id, assignee_id, created_at, id)"),
    .plain("CREATE INDEX tickets_by_team ON tickets (tenant_id, team_id, created_at, id) WHERE team_id IS NOT NULL"),
    .plain(
      """
      CREATE INDEX tickets_by_requester ON tickets (tenant_id, requester_id, created_at, id)
      WHERE requester_id IS NOT NULL
      """),
    .clustered(
      """
      CREATE TABLE ticket_tags (
        tenant_id uuid NOT NULL,
        tag text NOT NULL,
        ticket_id uuid NOT NULL,
        PRIMARY KEY (tenant_id, tag, ticket_id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id)
      )
      """),
    .plain("CREATE INDEX ticket_tags_of_ticket ON ticket_tags (tenant_id, ticket_id)"),
    .clustered(
      """
      CREATE TABLE timeline (
        tenant_id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        seq bigint NOT NULL,
        id uuid NOT NULL,
        at bigint NOT NULL,
        kind text NOT NULL,
        actor_kind text NOT NULL,
        actor_name text NOT NULL,
        actor_desk text NOT NULL,
        actor_agent uuid,
        actor_role text,
        actor_ref text,
        origin text NOT NULL,
        handoff_id uuid,
        fact_from text,
        fact_to text,
        fact_text text,
        fact_until bigint,
        fact_partner text,
        comment_id uuid,
        attachment_id uuid,
        audience text,
        message text,
        changes text,
        PRIMARY KEY (tenant_id, ticket_id, seq),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id)
      )
      """),
    .plain(
      """
      CREATE TABLE comments (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        number bigint NOT NULL,
        event_id uuid NOT NULL,
        body text NOT NULL,
        format text NOT NULL,
        audience text NOT NULL,
        author_kind text NOT NULL,
        author_name text NOT NULL,
        author_desk text NOT NULL,
        author_agent uuid,
        author_role text,
        author_ref text,
        origin text NOT NULL,
        created_at bigint NOT NULL,
        edited_at bigint,
        retracted_at bigint,
        awaits_release bigint NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, ticket_id, event_id),
        UNIQUE (tenant_id, ticket_id, number),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id)
      )
      """),
    .plain("CREATE INDEX comments_by_created ON comments (tenant_id, ticket_id, created_at, id)"),
    .clustered(
      """
      CREATE TABLE attachments (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        comment_id uuid,
        event_id uuid NOT NULL,
        name text NOT NULL,
        media_type text NOT NULL,
        bytes bigint NOT NULL,
        hash text NOT NULL,
        audience text NOT NULL,
        author_kind text NOT NULL,
        author_name text NOT NULL,
        author_desk text NOT NULL,
        author_agent uuid,
        author_role text,
        author_ref text,
        origin text NOT NULL,
        created_at bigint NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, ticket_id, event_id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id)
      )
      """),
    .clustered(
      """
      CREATE TABLE crossings (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        event_id uuid NOT NULL,
        handoff_id uuid NOT NULL,
        PRIMARY KEY (tenant_id, event_id, handoff_id)
      )
      """),
  ]
}
