import Foundation
import SQLStorage
import Testing

@Suite("PostgreSQL takes the catalogue")
struct PostgreSQLTests {
  @Test("its migrations run, and every statement and every list prepares")
  func prepares() throws {
    let catalogue = (SQLStatements.all + SQLStatements.lists).enumerated().map { number, statement in
      "PREPARE s\(number) AS \(Self.text(of: statement));"
    }
    let refused = try Self.refused(of: Self.migrations + catalogue)
    #expect(refused == [])
  }

  @Test("a migration that ran is refused when it runs again, each step of it that makes something: refusals do show")
  func refusalsShow() throws {
    let making = Self.migrations.filter { !$0.hasPrefix("UPDATE ") }
    #expect(try Self.refused(of: Self.migrations + making).count == making.count)
  }

  /// In PostgreSQL's words: values are `$n`, a table has no order of its own, and what locks rows is said.
  private static func text(of statement: Statement) -> String {
    statement.sql.replacing(/\?(\d+)/) { "$\($0.1)" }.replacing(#/\/\* (FOR UPDATE[A-Z ]*) \*\//#) { $0.1 }
  }

  private static let migrations: [String] =
    ["CREATE TABLE schema_migrations (number bigint NOT NULL PRIMARY KEY, run_at bigint NOT NULL);"]
    + Migration.all.flatMap(\.steps).compactMap { step in
      switch step {
      case .clustered(let text), .plain(let text): text + ";"
      case .search, .files: nil
      }
    }

  /// Runs statements in a schema of their own, which goes with the session's transaction; tells those that are refused,
  /// each with the reason.
  private static func refused(of statements: [String]) throws -> [String] {
    let server = try #require(
      ProcessInfo.processInfo.environment["BATON_TEST_POSTGRES"],
      "BATON_TEST_POSTGRES holds no connection string: deploy/test.sh starts a private server and sets it")
    let schema = "catalogue_" + UUID().uuidString.lowercased().filter { $0 != "-" }
    let script = FileManager.default.temporaryDirectory.appendingPathComponent("\(schema).sql")
    defer { try? FileManager.default.removeItem(at: script) }
    let lines = ["BEGIN; CREATE SCHEMA \(schema); SET LOCAL search_path = \(schema);"] + statements + ["ROLLBACK;"]
    try lines.joined(separator: "\n").write(to: script, atomically: true, encoding: .utf8)

    let psql = Process()
    psql.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    psql.arguments = [
      "psql", "--no-psqlrc", "--quiet", "--set", "VERBOSITY=terse", "--set", "ON_ERROR_ROLLBACK=on", "--file",
      script.path, "--dbname", server,
    ]
    let pipe = Pipe()
    psql.standardError = pipe
    psql.standardOutput = FileHandle.nullDevice
    try psql.run()
    let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
    psql.waitUntilExit()
    #expect(psql.terminationStatus == 0)
    return String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init).filter {
      $0.contains("ERROR") || $0.contains("FATAL")
    }
  }
}
