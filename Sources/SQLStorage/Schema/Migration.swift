package import Foundation

/// One step of the schema's history. A step that has been released is never changed: the next one follows it.
package struct Migration: Sendable {
  package enum Step: Sendable {
    /// A table whose rows lie in the order of its primary key, where the engine lets a table choose.
    case clustered(String)
    /// A statement that is the same on every engine.
    case plain(String)
    /// The engine's own tables for full text.
    case search
    /// The engine's own tables for files, where it keeps them itself.
    case files
  }

  package let number: Int
  package let steps: [Step]

  package init(number: Int, steps: [Step]) {
    self.number = number
    self.steps = steps
  }

  package static let all: [Migration] = [
    .first, .sessions, .families, .notices, .censuses, .signingIn, .epochs, .people, .drifts, .stumbles, .connections,
    .nodes, .webhooks, .connectionMappings, .holders, .receivedMails, .mailAccounts, .requesterMails, .failures,
    .overwritten, .withheldMails,
  ]
}

/// Brings a database up to the newest schema, each migration in a transaction of its own: one that is killed on the way
/// has not happened.
package struct Migrator {
  private let connection: any SQLConnection
  private let dialect: any SQLDialect
  private let migrations: [Migration]

  /// - Parameter migrations: those that this version knows.
  package init(connection: any SQLConnection, dialect: any SQLDialect, migrations: [Migration] = Migration.all) {
    self.connection = connection
    self.dialect = dialect
    self.migrations = migrations
  }

  /// - Parameter inTransaction: runs a body and commits it.
  /// - Returns: the numbers of those that ran now.
  package func run(at now: Date, inTransaction: (() throws -> Void) throws -> Void) throws -> [Int] {
    try connection.execute(Statement(Self.table, scope: .hub), [])
    let missing = try missing()
    for migration in missing {
      try inTransaction {
        for step in migration.steps {
          for text in dialect.statements(of: step) {
            try connection.execute(Statement(text, scope: .hub), [])
          }
        }
        try connection.execute(SchemaSQL.note, [.count(migration.number), .date(now)])
      }
    }
    return missing.map(\.number)
  }

  /// Those that have not run, of a hub that has a schema.
  package func missing() throws -> [Migration] {
    let done = Set(try connection.rows(SchemaSQL.done, []) { $0.count() })
    return migrations.filter { !done.contains($0.number) }
  }

  private static let table = """
    CREATE TABLE IF NOT EXISTS schema_migrations (number bigint NOT NULL PRIMARY KEY, run_at bigint NOT NULL)
    """
}

/// The hub's own schema; no tenant's data.
enum SchemaSQL {
  static let done = Statement("SELECT number FROM schema_migrations ORDER BY number", scope: .hub)
  static let note = Statement("INSERT INTO schema_migrations (number, run_at) VALUES (?1, ?2)", scope: .hub)

  static let all = [done, note]
}
