extension HTMLTree {
  /// Reads HTML, of whatever kind: no HTML is refused, and none can yield a node that is not allowed.
  ///
  /// The tree is made of tokens by the few rules below, not by the whole algorithm of browsers, whose cost grows with the square
  /// of some inputs. What browsers would have made of the same bytes does not matter: they are only given the tree, written
  /// anew, in which each tag is closed, each text escaped, and no element changes how what follows is read. For the same
  /// reason a second reading yields the same tree.
  package init(reading html: String) {
    var builder = Builder()
    var tokens = HTMLTokenizer(html)
    while let token = tokens.next() { builder.take(token) }
    self = builder.finish()
  }

  private struct Builder {
    var tree = HTMLTree()
    /// The elements that are open, each with its node.
    private var open: [(element: HTMLElement, node: Int)] = []
    /// How many of each are.
    private var counts = [Int](repeating: 0, count: HTMLElement.allCases.count)
    /// Elements beyond the depth that were not opened, and wait for their end tags.
    private var unopened = 0
    /// The words of what there is no room for.
    private var rest = ""
    /// An element that is left out with its content, and how many of its name are open.
    private var skipped: (name: String, depth: Int)?

    mutating func take(_ token: HTMLToken) {
      if let skipped {
        switch token {
        case .start(let name, _) where name == skipped.name: self.skipped?.depth += 1
        case .end(let name) where name == skipped.name:
          self.skipped = skipped.depth == 1 ? nil : (name, skipped.depth - 1)
        case .start, .end, .text, .raw: break
        }
        return
      }
      switch token {
      case .text(let text), .raw(let text): append(text)
      case .start(let name, let attributes): start(name, attributes)
      case .end(let name): end(name)
      }
    }

    mutating func finish() -> HTMLTree {
      open = []
      if !rest.isEmpty { add(.text(rest)) }
      return tree
    }

    private var parent: Int { open.last?.node ?? 0 }

    private mutating func append(_ text: String) {
      guard !text.isEmpty else { return }
      guard tree.nodes.count < HTMLTree.most else { return rest += text }
      add(.text(text))
    }

    @discardableResult
    private mutating func add(_ content: Content) -> Int {
      let node = tree.nodes.count
      tree.nodes.append(Node(content: content, parent: parent))
      tree.nodes[parent].children.append(node)
      return node
    }

    private mutating func start(_ name: String, _ attributes: [HTMLAttribute]) {
      guard let element = HTMLElement.named[name == "image" ? "img" : name] else {
        if HTMLElement.dropped.contains(name) { skipped = (name, 1) }
        return
      }
      if element.isOfTable, count(.table) == 0 { return }
      if !element.isVoid && open.count >= HTMLTree.depth || tree.nodes.count >= HTMLTree.most {
        if !element.isVoid { unopened += 1 }
        return
      }
      makeRoom(for: element)
      let shown = element.allowed(attributes)
      let node = add(.element(element, attributes: shown, marks: HTMLMarks(attributes)))
      guard !element.isVoid else { return }
      open.append((element, node))
      counts[element.index] += 1
    }

    /// Closes what cannot have the element in it (HTML Standard, 13.1.2.4, optional tags).
    private mutating func makeRoom(for element: HTMLElement) {
      switch element {
      case .li: close(.li, within: [.ul, .ol])
      case .dt, .dd:
        close(.dt, within: [.dl])
        close(.dd, within: [.dl])
      case .a: close(.a, within: [])
      case .h1, .h2, .h3, .h4, .h5, .h6:
        for heading in [HTMLElement.h1, .h2, .h3, .h4, .h5, .h6] { close(heading, within: []) }
      case .td, .th: leave([.td, .th, .caption], upTo: .table)
      case .tr, .tbody, .thead, .tfoot, .caption, .colgroup, .col:
        leave([.td, .th, .caption], upTo: .table)
        leave([.tr, .colgroup], upTo: .table)
        if element != .tr { leave([.tbody, .thead, .tfoot], upTo: .table) }
      case _: break
      }
      if element.isBlock { close(.p, within: []) }
    }

    /// Closes the innermost element of a kind, unless a wall or one of the others stands before it.
    private mutating func close(_ element: HTMLElement, within others: [HTMLElement]) {
      guard count(element) > 0 else { return }
      for index in open.indices.reversed() {
        if open[index].element == element { return pop(to: index) }
        if open[index].element.isWall || others.contains(open[index].element) { return }
      }
    }

    /// Closes the outermost of some parts of the table at hand.
    private mutating func leave(_ parts: [HTMLElement], upTo wall: HTMLElement) {
      guard let table = open.lastIndex(where: { $0.element == wall }) else { return }
      guard let part = open[table...].firstIndex(where: { parts.contains($0.element) }) else { return }
      pop(to: part)
    }

    private mutating func end(_ name: String) {
      guard let element = HTMLElement.named[name], !element.isVoid else {
        if name == "br" { start(name, []) }
        return
      }
      if unopened > 0 {
        unopened -= 1
        return
      }
      guard count(element) > 0 else { return }
      for index in open.indices.reversed() {
        if open[index].element == element { return pop(to: index) }
        // The end of a table, or of a part of it, closes all within; that of anything else stops at a cell.
        if open[index].element == .table || (open[index].element.isWall && !element.isOfTable && element != .table) {
          return
        }
      }
    }

    private mutating func pop(to index: Int) {
      for (element, _) in open[index...] { counts[element.index] -= 1 }
      open.removeSubrange(index...)
    }

    private func count(_ element: HTMLElement) -> Int { counts[element.index] }
  }
}

extension HTMLElement {
  /// Its place among all, for counting.
  fileprivate var index: Int { Self.places[self] ?? 0 }
  private static let places = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}
