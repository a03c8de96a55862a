/// What nodes of one database have to know of one another, and of the database.
extension Migration {
  static let nodes = Migration(
    number: 14,
    steps: [
      // The node that works on it; only while there is a lease.
      .plain("ALTER TABLE lanes ADD COLUMN holder bigint"),
      .plain("ALTER TABLE mails ADD COLUMN holder bigint"),
      // By which history of the database the desk has gone on so far.
      .plain("ALTER TABLE tenants ADD COLUMN history text"),
    ])
}
