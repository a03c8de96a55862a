import SQLStorage

/// What is said only while a hub is brought into a database. One table stands there meanwhile, and tells every node that what
/// is beside it is half a hub.
enum ArrivalSQL {
  static let isUnfinished = Statement("SELECT to_regclass('unfinished_copy') IS NOT NULL", scope: .hub)
  static let begin = "CREATE TABLE unfinished_copy (source text NOT NULL)"
  static let note = Statement("INSERT INTO unfinished_copy (source) VALUES (?1)", scope: .hub)
  static let source = Statement("SELECT source FROM unfinished_copy", scope: .hub)
  static let end = "DROP TABLE unfinished_copy"

  static let clear = "TRUNCATE \(Table.all.map(\.name).joined(separator: ", ")), ticket_words, files, file_pieces"

  static let forgetHistory = "UPDATE tenants SET history = NULL WHERE history IS NOT NULL"

  /// The tables' owner sees and writes all rows.
  static let asOwner = "SET app.scope = 'owner'"
  /// Whatever was sent meanwhile is on the disk with this commit, too.
  static let durably = "SET synchronous_commit = on"
  /// Nothing counts before the end.
  static let swiftly = "SET synchronous_commit = off"
}
