import MessageFormat

/// The lines of an answer, each with what it is taken to be.
struct ReplyLines {
  struct Line {
    /// With its line break.
    let text: Substring
    /// Without white space at either end.
    let bare: Substring
    let isQuoted: Bool
    /// What it is in the head of an older mail, if it stands in one.
    let field: OlderHead.Field?

    init(_ text: Substring) {
      self.text = text
      bare = Substring(text.utf8.trimmed)
      isQuoted = bare.utf8.first == 0x3E
      field = OlderHead.field(bare)
    }

    var isEmpty: Bool { bare.isEmpty }
    /// A longer one is nobody's greeting, date line or head.
    var isShort: Bool { bare.utf8.count <= 250 }
  }

  let lines: [Line]
  private(set) var kinds: [ReplyText.Kind]

  init(_ text: String) {
    var lines: [Line] = []
    var start = text.startIndex
    let bytes = text.utf8
    while start < text.endIndex {
      let end = bytes[start...].firstIndex(of: 0x0A).map { bytes.index(after: $0) } ?? text.endIndex
      lines.append(Line(text[start..<end]))
      start = end
    }
    self.init(lines: lines)
  }

  init(lines: [Line]) {
    self.lines = lines
    kinds = [ReplyText.Kind](repeating: .words, count: lines.count)
  }

  var pieces: [ReplyText.Piece] {
    var pieces: [ReplyText.Piece] = []
    var start = 0
    for index in lines.indices where index + 1 == lines.count || kinds[index + 1] != kinds[index] {
      pieces.append(ReplyText.Piece(kind: kinds[index], text: lines[start...index].map { String($0.text) }.joined()))
      start = index + 1
    }
    return pieces
  }

  mutating func judge() {
    quotes()
    joinQuotes()
    var index = 0
    while index < lines.count {
      guard kinds[index] == .words else {
        index += 1
        continue
      }
      let end = kinds[index...].firstIndex { $0 != .words } ?? lines.count
      disclaimers(in: index..<end)
      signature(in: index..<end)
      index = end
    }
    emptyLines()
  }

  /// Finds what is quoted: line by line, or all from a line on.
  private mutating func quotes() {
    var index = 0
    var hasWords = false
    while index < lines.count {
      let line = lines[index]
      if line.isQuoted {
        kinds[index] = .quote
      } else if !line.isEmpty, line.isShort {
        if let end = Attribution.end(lines, from: index) {
          let next = lines[end...].firstIndex { !$0.isEmpty }
          if let next, !lines[next].isQuoted {
            // Nothing marks what follows: all of it is older, if there is anything newer at all.
            if hasWords, Attribution.isSure(lines[index..<end]) { return mark(from: index, as: .quote) }
          } else {
            for line in index..<end { kinds[line] = .quote }
            index = end
            continue
          }
        } else if index + 1 < lines.count, lines[index + 1].isQuoted, Attribution.introduces(line) {
          kinds[index] = .quote
        } else if OlderHead.begins(lines, at: index) || followsRuler(index) && OlderHead.looksLikeOne(lines, at: index)
        {
          if hasWords { return mark(from: ruler(above: index), as: .quote) }
          // Above all words it is of the mail that was passed on.
          index = OlderHead.end(lines, at: index)
          continue
        } else if let kind = Divider.kind(line.bare) {
          if hasWords || kind == .forwarded { return mark(from: index, as: kind) }
        }
        if kinds[index] == .words { hasWords = true }
      } else if !line.isEmpty {
        hasWords = true
      }
      index += 1
    }
  }

  private mutating func mark(from start: Int, as kind: ReplyText.Kind) {
    for index in start..<lines.count { kinds[index] = kind }
  }

  private func followsRuler(_ index: Int) -> Bool {
    index > 0 && lines[index - 1].bare.utf8.count >= 20 && Divider.isRuler(lines[index - 1].bare)
  }

  /// A line that only divides belongs to what stands below it.
  private func ruler(above index: Int) -> Int {
    guard let above = lines[..<index].lastIndex(where: { !$0.isEmpty }), index - above <= 3,
      Divider.isRuler(lines[above].bare)
    else { return index }
    return above
  }

  /// Empty lines between quoted ones are quoted.
  private mutating func joinQuotes() {
    var start: Int?
    for index in lines.indices {
      if kinds[index] == .quote {
        if let start { for gap in start..<index { kinds[gap] = .quote } }
        start = nil
      } else if !lines[index].isEmpty {
        start = nil
      } else if start == nil, index > 0, kinds[index - 1] == .quote {
        start = index
      }
    }
  }

  private mutating func signature(in range: Range<Int>) {
    guard let start = SignatureStart.find(lines, in: range) else { return }
    let end = SignatureStart.end(lines, from: start, to: range.upperBound)
    for index in start..<end where kinds[index] == .words { kinds[index] = .signature }
  }

  private mutating func disclaimers(in range: Range<Int>) {
    for paragraph in Disclaimer.paragraphs(lines, in: range) {
      for index in paragraph { kinds[index] = .disclaimer }
    }
  }

  /// Empty lines go with what stands above them, so that no piece is nothing but empty.
  private mutating func emptyLines() {
    for index in lines.indices.dropFirst() where lines[index].isEmpty { kinds[index] = kinds[index - 1] }
  }
}
