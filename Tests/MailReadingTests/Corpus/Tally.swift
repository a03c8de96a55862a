/// How many files of a folder became what was expected, and which did not.
struct Tally {
  private var rows: [(folder: String, seen: (right: Int, all: Int), aside: (right: Int, all: Int))] = []
  private(set) var exceptions: [String] = []

  mutating func count(_ file: Corpus.File, _ folder: String? = nil, isRight: Bool, _ became: @autoclosure () -> String)
  {
    let folder = folder ?? file.folder
    if rows.last?.folder != folder { rows.append((folder, (0, 0), (0, 0))) }
    let row = rows.count - 1
    if file.isKeptAside {
      rows[row].aside.all += 1
      rows[row].aside.right += isRight ? 1 : 0
    } else {
      rows[row].seen.all += 1
      rows[row].seen.right += isRight ? 1 : 0
    }
    if !isRight { exceptions.append("\(folder)/\(file.name)\(file.isKeptAside ? " (kept aside)" : ""): \(became())") }
  }

  var right: Int { rows.reduce(into: 0) { $0 += $1.seen.right + $1.aside.right } }
  var all: Int { rows.reduce(into: 0) { $0 += $1.seen.all + $1.aside.all } }
  var asideRight: Int { rows.reduce(into: 0) { $0 += $1.aside.right } }
  var asideAll: Int { rows.reduce(into: 0) { $0 += $1.aside.all } }

  /// The table, folder by folder, and every exception by its name.
  func report(_ title: String) -> String {
    var lines = ["\(title): right of all, and right of those kept aside"]
    for row in rows {
      let (all, right) = (row.seen.all + row.aside.all, row.seen.right + row.aside.right)
      lines.append("  \(row.folder): \(right) of \(all); aside \(row.aside.right) of \(row.aside.all)")
    }
    lines.append(
      "  together: \(right) of \(all) (\(Self.percent(right, all))); aside \(asideRight) of \(asideAll) (\(Self.percent(asideRight, asideAll)))"
    )
    return (lines + exceptions.map { "  not \($0)" }).joined(separator: "\n")
  }

  private static func percent(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "-" }
    let tenths = part * 1_000 / whole
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
