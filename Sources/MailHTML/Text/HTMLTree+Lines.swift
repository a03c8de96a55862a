extension HTMLTree {
  /// The tree as lines of plain text: paragraphs apart, quotations marked, points listed, links with their addresses.
  package var lines: [HTMLLine] {
    var writer = LineWriter()
    // What is to be read, and what is to be left, the next one last.
    var waiting: [(node: Int, isEnd: Bool)] = [(0, false)]
    while let (node, isEnd) = waiting.popLast() {
      switch nodes[node].content {
      case .root: break
      case .text(let text):
        writer.add(text, node: node)
        continue
      case .element(let element, let attributes, _):
        if isEnd {
          writer.leave(element, attributes, node: node)
          continue
        }
        writer.enter(element, attributes, node: node)
        if element.isVoid { continue }
        waiting.append((node, true))
      }
      for child in nodes[node].children.reversed() { waiting.append((child, false)) }
    }
    return writer.finish()
  }

  package var plainText: String { lines.map(\.text).joined(separator: "\n") }

  private struct LineWriter {
    private var lines: [HTMLLine] = []
    private var text = ""
    private var node: Int?
    private var quotes = 0
    /// Those of the line before.
    private var lastQuotes = 0
    private var preformatted = 0
    /// The next number of each list that is open; nil where it has none.
    private var lists: [Int?] = []
    private var prefix = ""
    /// Where the text of the open link begins.
    private var link: (line: Int, count: Int)?
    private var wasSpace = true
    /// Whether an empty line belongs before what comes next.
    private var isApart = false

    /// Deeper ones are marked like this one, or a small mail would become a large text.
    private static let deepestQuote = 12

    mutating func enter(_ element: HTMLElement, _ attributes: [HTMLAttribute], node: Int) {
      if element.isBlock { breakLine() }
      switch element {
      case .br: breakLine(always: true, node: node)
      case .hr:
        put("---", node: node)
        breakLine()
      case .p, .h1, .h2, .h3, .h4, .h5, .h6, .table: isApart = !lines.isEmpty
      case .blockquote:
        isApart = !lines.isEmpty
        quotes += 1
      case .pre: preformatted += 1
      case .ul: lists.append(nil)
      case .ol: lists.append(1)
      case .li:
        if let number = lists.last ?? nil {
          prefix = "\(number). "
          lists[lists.count - 1] = number + 1
        } else {
          prefix = "- "
        }
      case .td, .th: if !text.isEmpty { put(" ", node: node) }
      case .a: link = (lines.count, text.utf8.count)
      case .img:
        if let alt = attributes.first(where: { $0.name == "alt" })?.value, !alt.isEmpty { put("[\(alt)]", node: node) }
      case _: break
      }
    }

    mutating func leave(_ element: HTMLElement, _ attributes: [HTMLAttribute], node: Int) {
      if element == .a { endLink(attributes, node: node) }
      if element.isBlock { breakLine() }
      switch element {
      case .p, .h1, .h2, .h3, .h4, .h5, .h6, .table: isApart = true
      case .blockquote:
        quotes -= 1
        isApart = true
      case .pre: preformatted -= 1
      case .ul, .ol: if !lists.isEmpty { lists.removeLast() }
      case _: break
      }
    }

    mutating func add(_ added: String, node: Int) {
      if preformatted > 0 {
        for (index, line) in added.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
          if index > 0 { breakLine(always: true, node: node) }
          if !line.isEmpty { put(String(line), node: node) }
        }
        return
      }
      var collapsed = String.UnicodeScalarView()
      var wasSpace = text.isEmpty || wasSpace
      for scalar in added.unicodeScalars {
        let isSpace = scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\u{A0}"
        if isSpace {
          if !wasSpace { collapsed.append(" ") }
        } else if scalar != "\u{AD}", scalar != "\u{200B}", scalar != "\u{FEFF}" {
          collapsed.append(scalar)
        }
        wasSpace = isSpace
      }
      if !collapsed.isEmpty { put(String(collapsed), node: node) }
    }

    mutating func finish() -> [HTMLLine] {
      breakLine()
      while lines.last?.text.isEmpty == true { lines.removeLast() }
      return lines
    }

    private mutating func put(_ added: String, node: Int) {
      if self.node == nil { self.node = node }
      text += added
      wasSpace = added.utf8.last == 0x20
    }

    /// The address of a link, unless the text says it already.
    private mutating func endLink(_ attributes: [HTMLAttribute], node: Int) {
      defer { link = nil }
      guard let link, let address = attributes.first(where: { $0.name == "href" })?.value, link.line == lines.count,
        address.utf8.count <= 512
      else { return }
      let shown = String(decoding: text.utf8.dropFirst(link.count), as: UTF8.self)
      let bare = address.hasPrefix("mailto:") ? String(address.dropFirst(7)) : address
      let plain = shown.hasSuffix("/") ? String(shown.dropLast()) : shown
      let isSaid = ["", "http://", "https://", "http://www."].contains {
        bare == $0 + plain || bare == $0 + plain + "/"
      }
      guard !shown.isEmpty, !isSaid else { return }
      put(" <\(bare)>", node: node)
    }

    private mutating func breakLine(always: Bool = false, node: Int = 0) {
      let hasText = text.utf8.contains { $0 != 0x20 }
      guard hasText || always else {
        text = ""
        self.node = nil
        return
      }
      // An empty line belongs to the quotation only if what is before it and behind it does.
      let gap = String(repeating: "> ", count: min(quotes, lastQuotes, Self.deepestQuote)).dropLast()
      let mark = String(repeating: "> ", count: min(quotes, Self.deepestQuote))
      if isApart, hasText || !always {
        isApart = false
        if lines.last?.text.isEmpty == false {
          lines.append(HTMLLine(text: String(gap), firstNode: self.node ?? node))
        }
      }
      var line = mark + (hasText ? prefix + text : "")
      while line.utf8.last == 0x20 { line.unicodeScalars.removeLast() }
      lines.append(HTMLLine(text: line, firstNode: self.node ?? node))
      if hasText { prefix = "" }
      lastQuotes = quotes
      text = ""
      self.node = nil
    }
  }
}
