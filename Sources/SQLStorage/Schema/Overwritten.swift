/// The status at an external desk before the one that was written there, until that one has come back.
extension Migration {
  static let overwritten = Migration(
    number: 23,
    steps: [
      .plain("ALTER TABLE outside_tickets ADD COLUMN overwritten text"),
      .plain("ALTER TABLE outside_tickets ADD COLUMN overwritten_at bigint"),
    ])
}
