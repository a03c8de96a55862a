import Storage

/// A list's statement, composed from fixed pieces: a piece may be there or not, but nothing of it comes from outside. Each
/// `?` of a piece becomes the number of its value; `?1` stays the tenant.
struct ListQuery {
  private(set) var sql: String
  private(set) var values: [SQLValue] = []

  /// - Parameter head: what is read and from where, ending in the condition on the tenant, which is `?1`.
  init(_ head: String) { sql = head }

  var statement: Statement { Statement(sql) }

  mutating func add(_ piece: String, _ bound: SQLValue...) { add(piece, bound) }

  mutating func add(_ piece: String, _ bound: [SQLValue]) {
    var next = values.count + 2
    for (index, part) in piece.split(separator: "?", omittingEmptySubsequences: false).enumerated() {
      if index > 0 {
        sql += "?"
        // The tenant is numbered in the piece itself.
        if part.first?.isNumber != true {
          sql += "\(next)"
          next += 1
        }
      }
      sql += part
    }
    values += bound
  }
}
