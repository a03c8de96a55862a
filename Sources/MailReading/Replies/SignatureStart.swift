import MessageFormat

/// Where a signature begins: at the two dashes made for it (RFC 3676, 4.3), where a device says that it sent the mail, where a
/// list says its name, or at words of farewell with only short lines below.
enum SignatureStart {
  /// A longer tail is no signature.
  private static let mostLines = 30
  private static let shortLine = 90
  /// Of a farewell's tail so many lines may be longer: companies say there what the law wants.
  private static let longLines = 3

  static func find(_ lines: [ReplyLines.Line], in range: Range<Int>) -> Int? {
    var hasWords = false
    for index in range where !lines[index].isEmpty {
      let line = lines[index]
      if line.isShort, begins(lines, index, range.upperBound, hasWords) { return index }
      hasWords = true
    }
    return nil
  }

  /// What is added behind it, such as `P.S.`, is the sender's again.
  static func end(_ lines: [ReplyLines.Line], from start: Int, to end: Int) -> Int {
    lines[start..<end].firstIndex { line in
      let begin = line.bare.utf8.prefix(4).map(\.lowerCased)
      return postscripts.contains { begin.starts(with: $0) }
    } ?? end
  }

  private static let postscripts = ["ps:", "p.s.", "ps.", "p.s:", "p.s ", "ps "].map { Array($0.utf8) }

  private static func begins(_ lines: [ReplyLines.Line], _ index: Int, _ end: Int, _ hasWords: Bool) -> Bool {
    let bare = lines[index].bare
    let tail = Array(lines[(index + 1)..<end].lazy.filter { !$0.isEmpty }.prefix(mostLines + 1))
    if bare == "--" { return tail.count <= mostLines && !tail.isEmpty }
    if bare == "—" || bare == "–" || bare == "__" || isLongDash(bare) {
      return hasWords && tail.count <= mostLines && !tail.isEmpty && tail.allSatisfy { $0.bare.utf8.count <= shortLine }
    }
    if bare.utf8.count >= 20, bare.utf8.allSatisfy({ $0 == 0x5F }) {
      return tail.prefix(3).contains { $0.bare.lowercased().contains("mailing list") || $0.bare.contains("/listinfo/") }
    }
    guard hasWords else { return false }
    if isDevice(bare, mayEnd: tail.isEmpty && lines[index - 1].isEmpty) {
      // Alone in its paragraph: else it goes on a sentence.
      return (index == 0 || lines[index - 1].isEmpty || tail.isEmpty) && tail.count <= 10
    }
    guard isFarewell(bare), tail.count <= mostLines, tail.allSatisfy({ $0.bare.utf8.last != 0x3F }) else {
      return false
    }
    return tail.reduce(into: 0) { $0 += $1.bare.utf8.count > shortLine ? 1 : 0 } <= longLines
  }

  private static func isLongDash(_ line: Substring) -> Bool {
    line.utf8.count <= 60 && line.unicodeScalars.count >= 3 && line.unicodeScalars.allSatisfy { $0 == "—" || $0 == "–" }
  }

  /// - Parameter mayEnd: whether a full stop may stand at the end: only in the very last line
  private static func isDevice(_ line: Substring, mayEnd: Bool) -> Bool {
    let said = line.prefix { $0 != "<" && $0 != "(" && $0 != "[" }
    guard said.utf8.count <= 70, let last = said.utf8.trimmed.last, ![0x3F, 0x21, 0x2C, 0x3A].contains(last) else {
      return false
    }
    let lower = said.drop { $0 == "*" || $0 == "_" || $0 == "-" || $0 == " " }.lowercased()
    if last == 0x2E { return mayEnd && ReplyWords.programs.isPrefix(of: lower) }
    return ReplyWords.devices.isPrefix(of: lower) || ReplyWords.deviceEnds.isSuffix(of: lower)
  }

  private static func isFarewell(_ line: Substring) -> Bool {
    guard line.utf8.count <= 60 else { return false }
    let lower = line.lowercased()
    guard let length = ReplyWords.farewells.prefix(of: lower) else { return false }
    let rest = String(decoding: lower.utf8.dropFirst(length), as: UTF8.self)
    // The farewell and a name at most.
    return rest.first.map { !$0.isLetter } ?? true && rest.split(whereSeparator: \.isWhitespace).count <= 3
      && !rest.utf8.contains(0x3F)
  }
}
