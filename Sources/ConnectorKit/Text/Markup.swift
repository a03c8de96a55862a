package import Ticketing

/// What of Markdown is carried to a desk that has a markup of its own: blocks, and in them spans of words. It asks for no more
/// than that each word arrives; what it does not know is text.
package enum MarkupBlock: Sendable, Equatable {
  case paragraph([MarkupSpan])
  /// - Parameter level: 1 to 6.
  case heading(level: Int, [MarkupSpan])
  case code(language: String, String)
  case list(isOrdered: Bool, items: [[MarkupSpan]])
  case quote([MarkupSpan])
  case rule
}

/// Words in one manner. A line's end within a block is `\n`.
package struct MarkupSpan: Sendable, Equatable {
  package var text: String
  package var isStrong = false
  package var isEmphasised = false
  package var isCode = false
  /// `http:`, `https:` or `mailto:`, and no other.
  package var link: String?

  package init(
    _ text: String, isStrong: Bool = false, isEmphasised: Bool = false, isCode: Bool = false, link: String? = nil
  ) {
    self.text = text
    self.isStrong = isStrong
    self.isEmphasised = isEmphasised
    self.isCode = isCode
    self.link = link
  }
}

package enum Markup {
  package static func blocks(_ text: String, _ format: Comment.Format) -> [MarkupBlock] {
    var reader = MarkupReader(isMarkdown: format == .markdown)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { reader.read(line) }
    return reader.finish()
  }

  /// Whether an address may be clicked on by whoever reads what a stranger wrote.
  package static func isSafe(link: String) -> Bool {
    let start = link.prefix(8).lowercased()
    return start.hasPrefix("https://") || start.hasPrefix("http://") || start.hasPrefix("mailto:")
  }
}

/// Takes a text line by line.
private struct MarkupReader {
  let isMarkdown: Bool
  private var blocks: [MarkupBlock] = []
  private var kind: Kind?
  /// The lines of the block that is open; of a list, those of each item.
  private var items: [[Substring]] = []

  private enum Kind: Equatable {
    case paragraph
    case quote
    case list(isOrdered: Bool)
    case code(fence: String, language: String)
  }

  init(isMarkdown: Bool) { self.isMarkdown = isMarkdown }

  mutating func read(_ line: Substring) {
    if case .code(let fence, _)? = kind {
      if line.drop(while: { $0 == " " }).hasPrefix(fence) { close() } else { items[0].append(line) }
      return
    }
    let bare = line.drop { $0 == " " || $0 == "\t" }
    guard !bare.isEmpty else { return close() }
    guard isMarkdown else { return add(line, to: .paragraph) }
    if let fence = ["```", "~~~"].first(where: { bare.hasPrefix($0) }), !bare.dropFirst(3).contains("`") {
      close()
      kind = .code(fence: fence, language: String(bare.dropFirst(3).prefix { $0.isLetter || $0.isNumber }))
      items = [[]]
    } else if let (level, title) = Self.heading(bare) {
      close()
      blocks.append(.heading(level: level, MarkupSpans.read(title)))
    } else if bare.count >= 3, bare.allSatisfy({ $0 == "-" }) || bare.allSatisfy({ $0 == "*" }) {
      close()
      blocks.append(.rule)
    } else if bare.hasPrefix(">") {
      add(bare.dropFirst().drop { $0 == " " }, to: .quote)
    } else if let (isOrdered, item) = Self.item(bare) {
      let list = Kind.list(isOrdered: isOrdered)
      if kind != list { close() }
      kind = list
      items.append([item])
    } else if case .list? = kind, line.hasPrefix("  ") {
      // A line that is set in goes on with the item above it.
      items[items.count - 1].append(bare)
    } else {
      add(line, to: .paragraph)
    }
  }

  mutating func finish() -> [MarkupBlock] {
    close()
    return blocks
  }

  private mutating func add(_ line: Substring, to wanted: Kind) {
    if kind != wanted {
      close()
      kind = wanted
      items = [[]]
    }
    items[0].append(line)
  }

  private mutating func close() {
    switch kind {
    case .paragraph: blocks.append(.paragraph(spans(items[0])))
    case .quote: blocks.append(.quote(spans(items[0])))
    case .list(let isOrdered): blocks.append(.list(isOrdered: isOrdered, items: items.map { spans($0) }))
    case .code(_, let language): blocks.append(.code(language: language, items[0].joined(separator: "\n")))
    case nil: break
    }
    kind = nil
    items = []
  }

  private func spans(_ lines: [Substring]) -> [MarkupSpan] {
    let text = lines.joined(separator: "\n")
    return isMarkdown ? MarkupSpans.read(text[...]) : [MarkupSpan(text)]
  }

  private static func heading(_ line: Substring) -> (Int, Substring)? {
    let marks = line.prefix { $0 == "#" }
    let title = line.dropFirst(marks.count)
    guard (1...6).contains(marks.count), title.first == " " else { return nil }
    return (marks.count, title.drop { $0 == " " })
  }

  /// `- this`, `* this`, `+ this` and `12. this`.
  private static func item(_ line: Substring) -> (Bool, Substring)? {
    if let mark = line.first, "-*+".contains(mark), line.dropFirst().first == " " {
      return (false, line.dropFirst(2))
    }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard (1...9).contains(digits.count), rest.hasPrefix(". ") else { return nil }
    return (true, rest.dropFirst(2))
  }
}
