import SQLStorage

/// The statements that one connection has prepared, by their text.
struct StatementNames {
  private var names: [String: String] = [:]
  private var count = 0

  /// Lists are composed of fixed pieces in some hundred ways: beyond this, all are forgotten and prepared anew.
  static let most = 1_024

  var isFull: Bool { names.count >= Self.most }

  subscript(_ statement: Statement) -> String? { names[statement.sql] }

  /// Notes a statement that was prepared under the name that `next` gave.
  mutating func note(_ statement: Statement, _ name: String) {
    names[statement.sql] = name
  }

  mutating func next() -> String {
    count += 1
    return "s\(count)"
  }

  mutating func forgetAll() { names = [:] }
}

extension Statement {
  /// In PostgreSQL's words: values are `$n`, and what locks rows is said.
  var postgres: String {
    var text = ""
    text.reserveCapacity(sql.utf8.count + 16)
    var rest = Substring(sql.replacing("/* FOR UPDATE", with: "FOR UPDATE").replacing("*/", with: ""))
    while let mark = rest.firstIndex(of: "?") {
      let next = rest.index(after: mark)
      let isNumbered = next < rest.endIndex && rest[next].isASCII && rest[next].isNumber
      text += rest[..<mark]
      text += isNumbered ? "$" : "?"
      rest = rest[next...]
    }
    text += rest
    return text
  }
}
