/// How often in a row workers were lost on a lane.
extension Migration {
  static let stumbles = Migration(
    number: 12, steps: [.plain("ALTER TABLE lanes ADD COLUMN stumbles bigint NOT NULL DEFAULT 0")])
}
