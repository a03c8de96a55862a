/// How long the sessions of each desk live without a sign of their person.
extension Migration {
  static let signingIn = Migration(
    number: 6,
    steps: [.plain("ALTER TABLE tenants ADD COLUMN idle_minutes bigint NOT NULL DEFAULT 480")])
}
