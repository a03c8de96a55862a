/// Who asks an external desk, and who tells a desk's own systems; only while there is a lease.
extension Migration {
  static let holders = Migration(
    number: 17,
    steps: [
      .plain("ALTER TABLE polls ADD COLUMN holder bigint"),
      .plain("ALTER TABLE webhook_messages ADD COLUMN holder bigint"),
    ])
}
