/// What was not sent to requesters, and why, and how many strangers all desks told, counted without going through all mails.
extension Migration {
  static let withheldMails = Migration(
    number: 26,
    steps: [
      .plain(
        """
        CREATE INDEX requester_mails_withheld ON requester_mails (tenant_id, created_at) WHERE withheld IS NOT NULL
        """),
      .plain(
        """
        CREATE INDEX requester_mails_withheld_lately ON requester_mails (created_at) WHERE withheld IS NOT NULL
        """),
      .plain(
        """
        CREATE INDEX requester_mails_acknowledged ON requester_mails (created_at) WHERE kind = 'acknowledgement'
        """),
    ])
}
