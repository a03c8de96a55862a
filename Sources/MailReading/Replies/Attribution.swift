import MessageFormat

/// The line by which mail programs introduce what they quote: `On Monday, 3 March 2025 at 10:15, Ann Lee wrote:`.
///
/// It is known by a date or an address in it, and by its end: a colon, or a word for writing in one of many languages.
enum Attribution {
  /// Broken lines are mended up to this many.
  private static let mostLines = 4
  private static let longest = 400

  /// Where the introduction ends that begins with a line; nil where none does.
  static func end(_ lines: [ReplyLines.Line], from start: Int) -> Int? {
    guard couldBegin(lines[start].bare) else { return nil }
    var text = ""
    for index in start..<min(lines.count, start + mostLines) {
      let line = lines[index]
      // A line that begins with an angle bracket may end an address that was cut.
      let endsAddress = line.isQuoted && (text.lastIndex(of: "<").map { !text[$0...].contains(">") } ?? false)
      guard !line.isEmpty, !line.isQuoted || endsAddress, line.isShort else { return nil }
      text += text.isEmpty ? String(line.bare) : " " + line.bare
      guard text.utf8.count <= longest else { return nil }
      if endsLikeOne(text), isOne(text) { return index + 1 }
    }
    return nil
  }

  /// Whether a line can only introduce the quoted lines right below it: `Ann Lee wrote:`.
  static func introduces(_ line: ReplyLines.Line) -> Bool {
    guard line.bare.utf8.count <= 80, line.bare.hasSuffix(":") || line.bare.hasSuffix("：") else { return false }
    return ReplyWords.verbs.isIn(line.bare.lowercased(), asWords: true)
  }

  /// Whether it is one beyond doubt: with an address, with a word that introduces dates, or with a day and an hour.
  static func isSure(_ lines: ArraySlice<ReplyLines.Line>) -> Bool {
    let text = lines.map { String($0.bare) }.joined(separator: " ")
    if text.contains("@") || (words(text).first.map { ReplyWords.openings.contains($0) } ?? false) { return true }
    return text.utf8.reduce(into: 0) { $0 += $1.isDigit ? 1 : 0 } >= 8 && text.contains(":") && isDated(text)
  }

  private static func couldBegin(_ text: Substring) -> Bool {
    text.utf8.contains { $0.isDigit || $0 == 0x40 }
      || (words(String(text)).first.map { ReplyWords.openings.contains($0) } ?? false)
  }

  private static func endsLikeOne(_ text: String) -> Bool {
    let end = bared(text)
    return end.hasSuffix(":") || end.hasSuffix("：") || end.hasSuffix(">") || ReplyWords.verbs.isSuffix(of: end)
  }

  private static func isOne(_ text: String) -> Bool {
    let end = bared(text)
    let lower = end.lowercased()
    let hasColon = lower.hasSuffix(":") || lower.hasSuffix("：")
    let hasAddress = lower.utf8.contains(0x40)
    let hasVerb = ReplyWords.verbs.isIn(lower, asWords: true)
    let digits = lower.utf8.reduce(into: 0) { $0 += $1.isDigit ? 1 : 0 }
    if hasVerb {
      guard hasAddress && digits >= 2 || isDated(lower) else { return false }
      let opens = words(lower).first.map { ReplyWords.openings.contains($0) } ?? false
      return hasColon || opens || lower.utf8.first?.isDigit == true
    }
    // `30.09.2017, 18.30, "Ann" <a@example.com>:`, as some write in every language.
    return hasColon && digits >= 4 && (lower.hasSuffix(">:") || lower.hasSuffix(">：")) && hasAddress && isDated(lower)
      && !OlderHead.isLabelled(text[...])
  }

  /// Whether a text has a moment in it: a time of day, a year, or a date in numbers.
  private static func isDated(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var run = 0
    var groups = 0
    var hasYear = false
    for (index, byte) in bytes.enumerated() {
      guard byte.isDigit else {
        run = 0
        continue
      }
      run += 1
      if run == 1 { groups += 1 }
      let isEnd = index + 1 == bytes.count || !bytes[index + 1].isDigit
      guard isEnd else { continue }
      if run == 4 {
        hasYear = hasYear || [0x31, 0x32].contains(bytes[index - 3]) && [0x39, 0x30].contains(bytes[index - 2])
      }
      let next = index + 2 < bytes.count ? (bytes[index + 1], bytes[index + 2]) : (0, 0)
      if run <= 2, [0x3A, 0x2F, 0x2D].contains(next.0), next.1.isDigit { return true }
    }
    return hasYear && groups >= 2
  }

  /// Without what is drawn around it.
  private static func bared(_ text: String) -> String {
    String(
      decoding: text.utf8.drop { $0 == 0x2D || $0 == 0x20 || $0 == 0x2A || $0 == 0x5F }
        .reversed().drop { $0 == 0x2D || $0 == 0x20 || $0 == 0x2A || $0 == 0x5F || $0 == 0x2E }.reversed(),
      as: UTF8.self)
  }

  private static func words(_ text: String) -> [String] {
    bared(text).prefix(40).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
