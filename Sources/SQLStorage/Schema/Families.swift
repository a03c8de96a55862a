/// Tickets that are merged, split and have children; and the partner's messages that do not come.
extension Migration {
  static let families = Migration(
    number: 3,
    steps: [
      .plain("ALTER TABLE tickets ADD COLUMN merged_into uuid"),
      .plain("ALTER TABLE tickets ADD COLUMN split_from uuid"),
      .plain("ALTER TABLE tickets ADD COLUMN parent_id uuid"),
      .plain("CREATE INDEX tickets_merged_into ON tickets (tenant_id, merged_into) WHERE merged_into IS NOT NULL"),
      .plain("CREATE INDEX tickets_of_parent ON tickets (tenant_id, parent_id) WHERE parent_id IS NOT NULL"),
      .plain("ALTER TABLE comments ADD COLUMN merged_from bigint"),
      .plain("ALTER TABLE attachments ADD COLUMN merged_from bigint"),
      .plain("ALTER TABLE timeline ADD COLUMN other_id uuid"),
      .plain("ALTER TABLE timeline ADD COLUMN other_number bigint"),
    ])
}
