/// People are found by the beginning of their names, in any case, and a desk may ask a second step of all of them. What
/// `lower` leaves of older names, the next change of a person mends: full case folding is the program's.
extension Migration {
  static let people = Migration(
    number: 9,
    steps: [
      .plain("ALTER TABLE agents ADD COLUMN folded_name text NOT NULL DEFAULT ''"),
      .plain("UPDATE agents SET folded_name = lower(name)"),
      .plain("CREATE INDEX agents_by_name ON agents (tenant_id, folded_name, id)"),
      .plain("ALTER TABLE requesters ADD COLUMN folded_name text NOT NULL DEFAULT ''"),
      .plain("UPDATE requesters SET folded_name = lower(name)"),
      .plain("CREATE INDEX requesters_by_name ON requesters (tenant_id, folded_name, id)"),
      .plain("ALTER TABLE tenants ADD COLUMN second_step_since bigint"),
    ])
}
