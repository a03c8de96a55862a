import MessageFormat

/// The head of an older mail, as some programs put it above what they quote: `From:`, `Sent:`, `To:`, `Subject:` in one of many
/// languages.
enum OlderHead {
  enum Field: Hashable { case from, date, to, copy, subject }

  private static let mostLines = 10

  /// Whether a line is the first of one: three fields at least, with an address or a subject among them.
  static func begins(_ lines: [ReplyLines.Line], at start: Int) -> Bool {
    guard let first = lines[start].field, first != .copy else { return false }
    var found: Set<Field> = []
    var hasAddress = false
    var strays = 0
    for line in lines[start...].prefix(mostLines) {
      guard !line.isEmpty else { break }
      guard line.isShort || found.count >= 2, let field = line.field else {
        // The rest of a long list of recipients.
        strays += 1
        if strays > 2 { break }
        continue
      }
      found.insert(field)
      if line.bare.utf8.contains(0x40) { hasAddress = true }
      if found.count >= 3, found.contains(.from) || found.contains(.date), hasAddress || found.contains(.subject) {
        return true
      }
    }
    return false
  }

  /// Whether lines look like one in a language that is not known here: below a ruler, three words with a colon behind them, an
  /// address and an hour.
  static func looksLikeOne(_ lines: [ReplyLines.Line], at start: Int) -> Bool {
    let block = lines[start...].prefix(mostLines).prefix { !$0.isEmpty }
    let labelled = block.prefix(4).filter { $0.isShort && $0.bare.prefix(24).contains(":") }
    guard labelled.count >= 3, labelled.contains(where: { $0.bare.utf8.contains(0x40) }) else { return false }
    return labelled.contains { line in
      let bytes = Array(line.bare.utf8)
      return bytes.indices.dropFirst().dropLast().contains {
        bytes[$0] == 0x3A && bytes[$0 - 1].isDigit && bytes[$0 + 1].isDigit
      }
    }
  }

  /// Behind the lines of one that begins at a line.
  static func end(_ lines: [ReplyLines.Line], at start: Int) -> Int {
    lines[start...].prefix(mostLines).firstIndex(where: \.isEmpty) ?? min(lines.count, start + mostLines)
  }

  static func isLabelled(_ line: Substring) -> Bool { field(line) != nil }

  /// The field that a line names before its colon.
  static func field(_ line: Substring) -> Field? {
    let bare = line.utf8.drop { $0 == 0x2A || $0 == 0x5F || $0 == 0x7C || $0 == 0x20 }
    var label: [UInt8] = []
    for byte in bare.prefix(40) {
      if byte == 0x3A { return named(label) }
      if byte != 0x2A, byte != 0x5F { label.append(byte) }
      // A colon as Chinese and Japanese have it.
      if label.suffix(3).elementsEqual([0xEF, 0xBC, 0x9A]) { return named(label.dropLast(3)) }
    }
    return nil
  }

  private static func named(_ label: some BidirectionalCollection<UInt8>) -> Field? {
    // A space that does not break stands before a colon in French.
    let text = String(decoding: label.trimmed, as: UTF8.self).lowercased()
    return ReplyWords.labels[text.hasSuffix("\u{A0}") || text.hasSuffix("\u{202F}") ? String(text.dropLast()) : text]
  }
}
