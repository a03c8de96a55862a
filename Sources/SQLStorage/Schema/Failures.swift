/// Why a try came to what it did, as a word with its values, so that people read it in their language; and what desks' own
/// systems never took, counted without going through all that they were told.
extension Migration {
  static let failures = Migration(
    number: 22,
    steps: [
      .plain("ALTER TABLE attempts ADD COLUMN cause text"),
      .plain(
        """
        CREATE INDEX webhook_messages_failed ON webhook_messages (tenant_id, created_at) WHERE state = 'failed'
        """),
    ])
}
