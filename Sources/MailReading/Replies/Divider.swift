import MessageFormat

/// A line that says that what follows was written before, or by someone else: `-----Original Message-----`.
enum Divider {
  static func kind(_ line: Substring) -> ReplyText.Kind? {
    guard line.utf8.count <= 200, let first = line.utf8.first else { return nil }
    let isDrawn = isMark(first)
    let words = bared(line).lowercased()
    guard !words.isEmpty else { return nil }
    if ReplyWords.aboveThis.isIn(words) { return .quote }
    if ReplyWords.forwardBegins.contains(words) { return .forwarded }
    guard isDrawn, line.utf8.last.map(isMark) == true else { return nil }
    if ReplyWords.originals.contains(words) || ReplyWords.above.isPrefix(of: words) { return .quote }
    return ReplyWords.forwards.contains(words) ? .forwarded : nil
  }

  /// Whether a line only divides.
  static func isRuler(_ line: Substring) -> Bool { line.utf8.count >= 3 && line.utf8.allSatisfy(isMark) }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x5F || byte == 0x3D || byte == 0x2A || byte == 0x23
  }

  private static func bared(_ line: Substring) -> String {
    let inner = line.utf8.drop { isMark($0) || $0.isSpace }
    let end = inner.reversed().drop { isMark($0) || $0.isSpace || $0 == 0x3A }.reversed()
    return String(decoding: end, as: UTF8.self)
  }
}
