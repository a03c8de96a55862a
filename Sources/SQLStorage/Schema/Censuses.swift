/// What the operator's page counts, without going through all of a table.
extension Migration {
  static let censuses = Migration(
    number: 5,
    steps: [
      .plain("CREATE INDEX attachments_by_size ON attachments (tenant_id, bytes)"),
      .plain("CREATE INDEX deliveries_missing ON deliveries (tenant_id, created_at) WHERE state = 'missing'"),
    ])
}
