package import MailHTML
import MessageFormat

/// An answer in HTML, in its pieces: its tree, and what each node of it is. What belongs to no piece that is shown can still be
/// shown: each node is in exactly one.
package struct HTMLReply: Sendable {
  package let tree: HTMLTree
  /// By node. Only texts, pictures and the like are asked: what stands around them is shown with them.
  package let kinds: [ReplyText.Kind]

  package init(_ html: UntrustedHTML) { self.init(HTMLTree(reading: html.source)) }

  package init(_ tree: HTMLTree) {
    self.tree = tree
    kinds = Self.kinds(of: tree)
  }

  /// What of it is of some kinds, as HTML that may be shown.
  package func html(of isWanted: (ReplyText.Kind) -> Bool) -> SafeHTML {
    SafeHTML(tree) { node in Self.isContent(tree, node) && isWanted(kinds[node]) }
  }

  /// The sender's words, and what they passed on.
  package var newWords: SafeHTML { html { $0 == .words || $0 == .forwarded } }

  /// The rest: what is folded.
  package var folded: SafeHTML { html { $0 != .words && $0 != .forwarded } }

  private static func isContent(_ tree: HTMLTree, _ node: Int) -> Bool {
    if case .text = tree.nodes[node].content { return true }
    return tree.element(node).map { [.br, .hr, .img, .wbr].contains($0) } ?? false
  }

  private static func kinds(of tree: HTMLTree) -> [ReplyText.Kind] {
    let lines = tree.lines
    var read = ReplyLines(lines: lines.map { ReplyLines.Line(Substring($0.text)) })
    read.judge()
    var kinds = [ReplyText.Kind](repeating: .words, count: tree.nodes.count)
    for (index, line) in lines.enumerated() {
      let end = index + 1 < lines.count ? max(line.firstNode, lines[index + 1].firstNode) : tree.nodes.count
      for node in line.firstNode..<end { kinds[node] = read.kinds[index] }
    }
    let marked = marked(tree, kinds)
    // Where the marks would leave nothing, the mail is what it quotes.
    let saysAnything = tree.nodes.indices.contains { node in
      if case .text(let text) = tree.nodes[node].content {
        return marked[node] == .words && text.contains { !$0.isWhitespace }
      }
      return marked[node] == .words && tree.element(node) == .img
    }
    return saysAnything ? marked : kinds
  }

  /// Mail programs say of much that they write what it is.
  private static func marked(_ tree: HTMLTree, _ kinds: [ReplyText.Kind]) -> [ReplyText.Kind] {
    var kinds = kinds
    var quoteEnd = 0
    var signatureEnd = 0
    for node in tree.nodes.indices {
      if let marks = tree.marks(node) {
        if isQuoteToTheEnd(marks) {
          for later in rulers(above: node, tree)..<tree.nodes.count where kinds[later] != .forwarded {
            kinds[later] = .quote
          }
          return kinds
        }
        if isQuote(marks) { quoteEnd = max(quoteEnd, end(of: node, in: tree)) }
        if isSignature(marks) { signatureEnd = max(signatureEnd, end(of: node, in: tree)) }
      }
      if node < quoteEnd, kinds[node] != .forwarded {
        kinds[node] = .quote
      } else if node < signatureEnd, kinds[node] == .words {
        kinds[node] = .signature
      }
    }
    return kinds
  }

  /// Where the rules and line breaks begin that stand right above a node: they belong to it.
  private static func rulers(above node: Int, _ tree: HTMLTree) -> Int {
    var first = node
    while first > 0 {
      switch tree.nodes[first - 1].content {
      case .text(let text): guard text.allSatisfy(\.isWhitespace) else { return first }
      case .element(let element, _, _): guard element == .hr || element == .br || element == .div else { return first }
      case .root: return first
      }
      first -= 1
    }
    return first
  }

  /// Behind the last node in a node.
  private static func end(of node: Int, in tree: HTMLTree) -> Int {
    var last = node
    while let child = tree.nodes[last].children.last { last = child }
    return last + 1
  }

  private static func isQuoteToTheEnd(_ marks: HTMLMarks) -> Bool {
    marks.id.contains("divrplyfwdmsg") || marks.id.contains("appendonsend") || marks.id.contains("olk_src_body_section")
      || marks.classes.contains("outlookmessageheader")
  }

  private static func isQuote(_ marks: HTMLMarks) -> Bool {
    let classes = [
      "gmail_quote", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote", "tutanota_quote", "zmail_extra",
      "gmail_attr",
      "moz-email-headers-table",
    ]
    return marks.type == "cite" || classes.contains { marks.classes.contains($0) } || marks.id.hasSuffix(" quote")
      || marks.id.contains("ms-outlook-mobile-reference-message")
      || marks.classes.contains("ms-outlook-mobile-reference-message")
  }

  private static func isSignature(_ marks: HTMLMarks) -> Bool {
    let classes = marks.classes.split(separator: " ")
    return ["gmail_signature", "moz-signature", "signature", "js-signature", "ms-outlook-mobile-signature"].contains {
      classes.contains($0)
    }
      || ["signature", "ms-outlook-mobile-signature", "composer_signature"].contains {
        marks.id.split(separator: " ").contains($0)
      }
  }
}
