package import Foundation
package import Storage
import Ticketing

/// One round of the doctor's.
package struct Round: Sendable {
  package let now: Date
  /// Since when this process works on the hub: what the relay should have done in the meantime is its fault.
  package let runningSince: Date

  package init(now: Date, runningSince: Date) {
    self.now = now
    self.runningSince = runningSince
  }
}

/// One thing that the doctor looks for. Each check reads one snapshot, so that what is under way is seen before or after,
/// never half.
package protocol Check: Sendable {
  /// What it may find.
  var ailments: [Ailment] { get }
  var statements: [Statement] { get }
  func look(_ view: SQLHubView, _ round: Round, _ findings: inout Findings) throws
}

/// A check that is one statement: its rows are what should not be there, each a tenant, an id, and a word more or null.
struct StatementCheck: Check {
  private let ailment: Ailment
  private let noun: Finding.Noun
  private let statement: Statement
  private let bound: @Sendable (Round) -> [SQLValue]

  var ailments: [Ailment] { [ailment] }
  var statements: [Statement] { [statement] }

  /// - Parameters:
  ///   - row: the alias of the table whose rows are found.
  ///   - id: the column that names the noun.
  ///   - note: an expression, as text.
  ///   - body: from `FROM` on.
  init(
    _ ailment: Ailment, _ noun: Finding.Noun, of row: String, id: String = "id", note: String = "NULL", _ body: String,
    bound: @escaping @Sendable (Round) -> [SQLValue] = { _ in [] }
  ) {
    self.ailment = ailment
    self.noun = noun
    statement = Statement("SELECT \(row).tenant_id, \(row).\(id), \(note) \(body)", scope: .hub)
    self.bound = bound
  }

  func look(_ view: SQLHubView, _ round: Round, _ findings: inout Findings) throws {
    try view.walk(statement, bound(round)) { columns in
      let tenant: TenantID = try columns.id()
      let name: ID<SQLHubView> = try columns.id()
      findings.note(
        ailment, Finding.Case(tenant: tenant, noun: noun, name: name.description, note: columns.maybeText()))
    }
  }
}

extension SQLHubView {
  /// Reads a result row by row, keeping none.
  func walk(_ statement: Statement, _ values: [SQLValue] = [], _ read: (inout Columns) throws -> Void) throws {
    _ = try connection.rows(statement, values, read)
  }
}

extension Round {
  /// The moment so many seconds ago.
  func before(_ seconds: TimeInterval) -> SQLValue { .date(now.addingTimeInterval(-seconds)) }
  func after(_ seconds: TimeInterval) -> SQLValue { .date(now.addingTimeInterval(seconds)) }
}
