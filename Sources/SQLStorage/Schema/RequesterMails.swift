/// What requesters are mailed, whom no mail reaches, and the words of desks that have their own.
extension Migration {
  static let requesterMails = Migration(
    number: 21,
    steps: [
      .plain(
        """
        CREATE TABLE requester_mails (
          tenant_id uuid NOT NULL,
          id uuid NOT NULL,
          kind text NOT NULL,
          ticket_id uuid NOT NULL,
          place bigint NOT NULL,
          requester_id uuid NOT NULL,
          sender text NOT NULL,
          recipient text NOT NULL,
          recipient_folded text NOT NULL,
          comment_id uuid,
          created_at bigint NOT NULL,
          next_at bigint NOT NULL,
          state text NOT NULL,
          attempts bigint NOT NULL,
          finished_at bigint,
          reason text,
          withheld text,
          bounced_at bigint,
          bounce text,
          lease_until bigint,
          fence bigint NOT NULL,
          holder bigint,
          PRIMARY KEY (tenant_id, id),
          UNIQUE (tenant_id, ticket_id, place),
          FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id),
          FOREIGN KEY (tenant_id, requester_id) REFERENCES requesters (tenant_id, id)
        )
        """),
      .plain("CREATE INDEX requester_mails_waiting ON requester_mails (next_at) WHERE state = 'waiting'"),
      .plain("CREATE INDEX requester_mails_parked ON requester_mails (tenant_id, id) WHERE state = 'parked'"),
      .plain(
        """
        CREATE INDEX requester_mails_automatic ON requester_mails (tenant_id, recipient_folded, created_at)
        WHERE kind <> 'comment'
        """),
      .plain(
        """
        CREATE INDEX requester_mails_written ON requester_mails (tenant_id, recipient_folded)
        WHERE kind = 'comment' AND state = 'sent' AND bounced_at IS NULL
        """),
      .plain(
        """
        CREATE INDEX requester_mails_acknowledging ON requester_mails (tenant_id, created_at)
        WHERE kind = 'acknowledgement'
        """),
      .clustered(
        """
        CREATE TABLE suppressed_addresses (
          tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
          id uuid NOT NULL,
          address text NOT NULL,
          folded text NOT NULL,
          since bigint NOT NULL,
          reason text NOT NULL,
          mail_id uuid,
          PRIMARY KEY (tenant_id, id),
          UNIQUE (tenant_id, folded)
        )
        """),
      .clustered(
        """
        CREATE TABLE mail_templates (
          tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
          kind text NOT NULL,
          language text NOT NULL,
          subject text NOT NULL,
          body text NOT NULL,
          changed_at bigint NOT NULL,
          PRIMARY KEY (tenant_id, kind, language)
        )
        """),
    ])
}
