/// How many payloads of each kind were read, and which were not.
package struct PayloadTable {
  private var rows: [(kind: String, read: Int, all: Int)] = []
  package private(set) var unread: [String] = []

  package init() {}

  /// - Parameter why: what became of it instead.
  package mutating func count(_ payload: Payload, as kind: String, isRead: Bool, _ why: @autoclosure () -> String = "")
  {
    let row = rows.firstIndex { $0.kind == kind } ?? rows.count
    if row == rows.count { rows.append((kind, 0, 0)) }
    rows[row].all += 1
    rows[row].read += isRead ? 1 : 0
    if !isRead { unread.append("\(payload.name) (\(kind)): \(why())") }
  }

  package var all: Int { rows.reduce(0) { $0 + $1.all } }

  package func report(_ title: String) -> String {
    let lines = rows.map { "  \($0.kind): \($0.read) of \($0.all)" }
    let together = "  together: \(all - unread.count) of \(all)"
    return ([title] + lines + [together] + unread.map { "  not \($0)" }).joined(separator: "\n")
  }
}
