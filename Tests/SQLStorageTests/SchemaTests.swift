import SQLStorage
import Testing

@Suite("The schema")
struct SchemaTests {
  static let tables: [String] = Migration.all.flatMap(\.steps).compactMap { step in
    switch step {
    case .clustered(let text): text
    case .plain(let text): text.hasPrefix("CREATE TABLE") ? text : nil
    case .search, .files: nil
    }
  }

  @Test("A28 every table's primary key begins with the tenant", arguments: tables)
  func keysBeginWithTenant(_ table: String) {
    let alone = table.contains("tenant_id uuid NOT NULL PRIMARY KEY")
    #expect(alone || table.firstMatch(of: #/PRIMARY KEY \(tenant_id, /#) != nil)
    #expect(table.firstMatch(of: #/\(\s+tenant_id uuid NOT NULL/#) != nil)
  }

  @Test("every other key and reference begins with the tenant too", arguments: tables)
  func referencesStayInTheTenant(_ table: String) {
    for key in table.matches(of: #/(?:UNIQUE|FOREIGN KEY|REFERENCES \w+) \((\w+)/#) {
      #expect(key.1 == "tenant_id", "\(key.0)")
    }
  }

  @Test(
    "each migration behind the first only adds: a node of the version before goes on reading and writing what it knows",
    arguments: Migration.all.dropFirst())
  func migrationsAdd(_ migration: Migration) {
    var made: Set<Substring> = []
    for step in migration.steps {
      switch step {
      case .clustered(let text), .plain(let text):
        // Of a table that is older, a node of the version before may write what a rule refuses.
        let ruled = text.firstMatch(of: #/^CREATE UNIQUE INDEX \w+ ON (\w+)/#)?.1
        let adds = text.firstMatch(of: #/^(?:CREATE (?:TABLE|INDEX)|UPDATE) /#) != nil
        let makes = adds || ruled.map(made.contains) == true
        // Whoever does not know the column leaves it out when it writes a row.
        let isOptional = !text.contains("NOT NULL") || text.contains(" DEFAULT ")
        let widens = text.firstMatch(of: #/^ALTER TABLE \w+ ADD COLUMN /#) != nil && isOptional
        #expect(makes || widens, "\(text)")
        if let table = text.firstMatch(of: #/^CREATE TABLE (\w+)/#)?.1 { made.insert(table) }
      case .search, .files: Issue.record("the engine's own tables are those of the first migration")
      }
    }
  }

  @Test("migrations are numbered upwards, each by a number of its own")
  func numbered() {
    #expect(Migration.all.map(\.number) == Set(Migration.all.map(\.number)).sorted())
    #expect(Self.tables.count > 20)
  }
}
