import Foundation
import PostgresEngine
import SQLStorage
import Storage
import Testing
import Ticketing

/// Each of our own statements, as if whoever wrote it had forgotten the desk, and every other condition as well.
@Suite("A statement that forgot its tenant, in PostgreSQL", .serialized, .timeLimit(.minutes(5)))
struct PostgresForgottenTenantTests {
  @Test("A28 gives and changes nothing of another desk's, where without the wall it would")
  func nothing() async throws {
    let desks = try await WalledDesks()
    try desks.fill(desks.theirs)
    let forgetful = (SQLStatements.desk + SQLStatements.lists).filter { !$0.sql.hasPrefix("INSERT") }.map(
      Self.forgetful)
    // A desk without a row: whatever is found, or changed, is another's.
    let nobody = TenantID(UUID())
    var leaking = 0
    for text in forgetful {
      #expect(throws: Never.self, "\(text)") {
        let found = try desks.inDesk(nobody) { try Self.reach(of: text, on: $0) }
        #expect(found == 0, "\(text)")
      }
      try desks.superuser.run("BEGIN")
      do { leaking += try Self.reach(of: text, on: desks.superuser) > 0 ? 1 : 0 } catch StorageError.constraint {
        // It would have written to another desk's row, which did not take it.
        leaking += 1
      }
      try desks.superuser.run("ROLLBACK")
    }
    #expect(forgetful.count > 150)
    #expect(leaking > forgetful.count * 9 / 10, "the test is blind: only \(leaking) of \(forgetful.count) would leak")
    try await desks.close()
  }

  /// How many values it gives that tell anything, or how many rows it changes.
  private static func reach(of text: String, on connection: PostgresConnection) throws -> Int {
    guard text.hasPrefix("SELECT") else { return try connection.execute(Statement(text), []) }
    return try connection.count(
      """
      SELECT count(*) FROM (\(text)) AS found, jsonb_each_text(to_jsonb(found)) AS one (name, value)
      WHERE one.value IS NOT NULL AND one.value NOT IN ('0', 'false', '')
      """)
  }

  /// Behind the first `WHERE` of a statement every condition on a value becomes true; what is left to be bound is null.
  private static func forgetful(_ statement: Statement) -> String {
    let parts = statement.sql.split(separator: #/\bWHERE\b/#, maxSplits: 1)
    let conditions = parts.dropFirst().joined()
      .replacing(#/\([\w., ]+\) (?:=|<>|<=|>=|<|>|IN) \([?\d, ]+\)/#, with: "TRUE")
      .replacing(
        #/(?:lower\()?(?:\w+\.)?\w+\)? (?:NOT )?(?:IN \((?:[?\d, ]+|[\w', ]+)\)|LIKE \?\d+ ESCAPE '!')/#, with: "TRUE"
      )
      .replacing(#/\+?(?:\w+\.)?\w+ (?:=|<>|<=|>=|<|>) (?:\?\d+(?: \+ \d+)?|'\w*'|\d+)/#, with: "TRUE")
      .replacing(#/(?:\w+\.)?\w+ IS (?:NOT )?NULL/#, with: "TRUE")
    let text = parts.count > 1 ? parts[0] + "WHERE" + conditions : statement.sql[...]
    return String(text).replacing(#/\?\d+/#, with: "NULL")
  }
}
