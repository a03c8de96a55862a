/// The tables are read from the migrations, so that a new one is carried along without a word about it anywhere else.
extension Table {
  /// All that the migrations make, those to which others refer before them. What an engine keeps for itself, its index of
  /// words and its files, is none of them.
  package static let all: [Table] = {
    var tables: [Table] = []
    for step in Migration.all.flatMap(\.steps) {
      guard let text = step.text else { continue }
      if let table = Table(made: text) { tables.append(table) }
      guard let (name, column) = added(by: text), let place = tables.firstIndex(where: { $0.name == name }) else {
        continue
      }
      tables[place].add(column)
    }
    return tables
  }()

  /// Nil where the statement makes no table.
  private init?(made text: String) {
    guard let head = text.firstMatch(of: #/^CREATE TABLE (\w+) \(\n/#) else { return nil }
    var (columns, key): ([Column], [String]) = ([], [])
    for line in text[head.range.upperBound...].split(separator: "\n") {
      if let column = Self.column(line) {
        columns.append(column)
        if line.contains(" PRIMARY KEY") { key = [column.name] }
      } else if let names = line.firstMatch(of: #/^ *PRIMARY KEY \(([\w, ]+)\)/#) {
        key = names.1.split(separator: ", ").map(String.init)
      }
    }
    self.init(name: String(head.1), columns: columns, key: key)
  }

  private static func added(by text: String) -> (table: String, Column)? {
    guard let found = text.firstMatch(of: #/^ALTER TABLE (\w+) ADD COLUMN (.+)/#), let column = column(found.2)
    else { return nil }
    return (String(found.1), column)
  }

  /// Nil where the line is a rule.
  private static func column(_ line: Substring) -> Column? {
    guard let found = line.firstMatch(of: #/^ *([a-z_]+) ([a-z]+)\b/#), let kind = Kind(rawValue: String(found.2))
    else { return nil }
    return Column(name: String(found.1), kind: kind)
  }
}

extension Migration.Step {
  /// Nil where it is the engine's own.
  fileprivate var text: String? {
    switch self {
    case .clustered(let text), .plain(let text): text
    case .search, .files: nil
    }
  }
}
