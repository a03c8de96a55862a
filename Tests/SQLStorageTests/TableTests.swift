import SQLStorage
import Testing

@Suite("The tables as the schema tells them")
struct TableTests {
  @Test("are all that the migrations make")
  func areAll() {
    let made = Migration.all.flatMap(\.steps).flatMap { step -> [String] in
      switch step {
      case .clustered(let text), .plain(let text): text.matches(of: #/CREATE TABLE (\w+)/#).map { String($0.1) }
      case .search, .files: []
      }
    }
    #expect(Table.all.map(\.name) == made)
    #expect(made.count > 25)
  }

  @Test("have every column that was added later")
  func haveLaterColumns() {
    let added = Migration.all.flatMap(\.steps).flatMap { step -> [(String, String)] in
      switch step {
      case .clustered(let text), .plain(let text):
        text.matches(of: #/ALTER TABLE (\w+) ADD COLUMN (\w+)/#).map { (String($0.1), String($0.2)) }
      case .search, .files: []
      }
    }
    for (table, column) in added {
      #expect(Table.all.first { $0.name == table }?.columns.map(\.name).contains(column) == true, "\(table).\(column)")
    }
    #expect(added.count > 15)
  }

  @Test("begin with the tenant, and so does each key", arguments: Table.all)
  func beginWithTheTenant(_ table: Table) {
    #expect(table.columns.first?.name == "tenant_id")
    #expect(table.key.first?.name == "tenant_id")
  }

  @Test("come behind those to which they refer")
  func comeBehind() {
    var before: Set<String> = []
    for text in SchemaTests.tables {
      for reference in text.matches(of: #/REFERENCES (\w+)/#) {
        #expect(before.contains(String(reference.1)), "\(text)")
      }
      if let name = text.firstMatch(of: #/CREATE TABLE (\w+)/#) { before.insert(String(name.1)) }
    }
  }
}

@Suite("The sum of rows")
struct RowSumTests {
  private func sum(_ rows: [[SQLValue]]) -> RowSum {
    var sum = RowSum()
    for row in rows { sum.add(row) }
    return sum
  }

  @Test("is the same in whatever order they come")
  func hasNoOrder() {
    let rows: [[SQLValue]] = [[.text("a"), .integer(1)], [.text("b"), .null], [.text("c"), .blob([0])]]
    #expect(sum(rows) == sum(rows.reversed()))
    #expect(sum(rows).rows == 3)
    #expect(sum(rows).hexadecimal.count == 64)
  }

  @Test(
    "tells rows apart that look alike",
    arguments: [
      ([.text("ab"), .text("c")], [.text("a"), .text("bc")]),
      ([.text("1")], [.integer(1)]),
      ([.null], [.text("")]),
      ([.text("")], [.blob([])]),
      ([.text("é")], [.text("e\u{301}")]),
      ([.text("n;")], [.null]),
    ] as [([SQLValue], [SQLValue])])
  func tellsApart(_ one: [SQLValue], _ other: [SQLValue]) {
    #expect(sum([one]) != sum([other]))
  }

  @Test("knows a row that came twice")
  func knowsDoubles() {
    let row: [SQLValue] = [.text("a")]
    #expect(sum([row]) != sum([row, row]))
    #expect(sum([row, row, row, row]) != sum([]))
  }
}
