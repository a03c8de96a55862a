import Foundation
import FoundationEssentials
import GRDB
import SQLStorage
import Testing

@Suite("The tables on SQLite")
struct TableTests {
  @Test("are those that the schema tells, column by column")
  func areThose() async throws {
    let trial = try SQLiteTrial()
    let database = try DatabaseQueue(path: trial.directory.appendingPathComponent("baton.sqlite").path)
    let found = try await database.read { database in
      let names = try String.fetchAll(
        database,
        sql: """
          SELECT name FROM sqlite_master WHERE type = 'table'
            AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'ticket\\_words%' ESCAPE '\\'
          """)
      return try names.reduce(into: [String: [String]]()) { found, name in
        found[name] = try Row.fetchAll(database, sql: "SELECT name, type FROM pragma_table_info(?)", arguments: [name])
          .map { "\($0["name"] as String) \(($0["type"] as String).lowercased())" }
      }
    }
    var told = Dictionary(Table.all.map { ($0.name, $0.columns.map { "\($0.name) \($0.kind)" }) }) { first, _ in first }
    told["schema_migrations"] = ["number bigint", "run_at bigint"]
    #expect(found == told)
    try database.close()
    try await trial.close()
  }
}
