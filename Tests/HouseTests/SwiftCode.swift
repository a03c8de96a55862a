/// The text of a Swift file without its comments and string literals; line breaks stay, and so does code interpolated into a
/// string.
struct SwiftCode {
  let lines: [String]

  init(_ source: String) {
    var stripper = Stripper(source: Array(source.unicodeScalars))
    stripper.code(untilParenthesis: false)
    lines = String(String.UnicodeScalarView(stripper.kept)).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// The modules that the file imports, each with its line number.
  var imports: [(module: String, line: Int)] {
    let statement =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:typealias|struct|class|enum|protocol|let|var|func)\s+)?(\w+)/
    return lines.enumerated().compactMap { index, line in
      line.firstMatch(of: statement).map { (String($0.1), index + 1) }
    }
  }

  /// The names of the types that the file declares, each with its line number.
  var declaredTypes: [(name: String, line: Int)] {
    lines.enumerated().flatMap { index, line in
      line.matches(of: /\b(?:struct|class|enum|actor|protocol|typealias)\s+([A-Za-z_]\w*)/)
        .map { (String($0.1), index + 1) }
    }
  }
}

private struct Stripper {
  let source: [Unicode.Scalar]
  var kept: [Unicode.Scalar] = []
  private var at = 0

  init(source: [Unicode.Scalar]) { self.source = source }

  /// Keeps code up to the end, or up to the parenthesis that closes an interpolation.
  mutating func code(untilParenthesis: Bool) {
    var depth = 0
    while at < source.count {
      if starts("//") {
        while at < source.count, source[at] != "\n" { at += 1 }
      } else if starts("/*") {
        blockComment()
      } else if let pounds = openingQuote() {
        string(pounds: pounds)
      } else {
        let scalar = source[at]
        if scalar == "(" { depth += 1 }
        if scalar == ")" {
          if depth == 0, untilParenthesis { return }
          depth -= 1
        }
        kept.append(scalar)
        at += 1
      }
    }
  }

  private mutating func blockComment() {
    var depth = 0
    repeat {
      if starts("/*") {
        depth += 1
        at += 2
      } else if starts("*/") {
        depth -= 1
        at += 2
      } else {
        if source[at] == "\n" { kept.append("\n") }
        at += 1
      }
    } while depth > 0 && at < source.count
  }

  /// How many `#` stand before a quotation mark here; nil where no string begins.
  private func openingQuote() -> Int? {
    var end = at
    while end < source.count, source[end] == "#" { end += 1 }
    guard end < source.count, source[end] == "\"" else { return nil }
    return end - at
  }

  private mutating func string(pounds: Int) {
    at += pounds
    let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
    let mark = String(repeating: "#", count: pounds)
    at += quotes.count
    kept.append("\"")
    while at < source.count, !starts(quotes + mark) {
      if starts("\\" + mark + "(") {
        at += 2 + pounds
        kept.append(" ")
        code(untilParenthesis: true)
        at += 1
      } else if starts("\\" + mark) {
        at += 2 + pounds
      } else {
        if source[at] == "\n" {
          kept.append("\n")
          // A string of one line ends with it: better one lost line than a lost file.
          if quotes.count == 1 { return }
        }
        at += 1
      }
    }
    at += quotes.count + pounds
    kept.append("\"")
  }

  private func starts(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard at + scalars.count <= source.count else { return false }
    return zip(scalars, source[at...]).allSatisfy { $0 == $1 }
  }
}
