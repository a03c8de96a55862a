extension HTMLTree {
  /// The tree as HTML, or what of it is wanted: a node that is not wanted is left out, unless something in it is.
  package func html(where isWanted: (Int) -> Bool = { _ in true }) -> String {
    let shown = shown(where: isWanted)
    var html: [UInt8] = []
    /// Nodes that are still to be written, and the end tags between them, the next one last.
    var waiting: [(node: Int, isEnd: Bool)] = [(0, false)]
    while let (node, isEnd) = waiting.popLast() {
      if isEnd {
        if let element = element(node) { html += Array("</\(element.rawValue)>".utf8) }
        continue
      }
      guard shown[node] else { continue }
      switch nodes[node].content {
      case .root: break
      case .text(let text):
        Self.escape(text, quotes: false, into: &html)
        continue
      case .element(let element, let attributes, _):
        html += Array("<\(element.rawValue)".utf8)
        for attribute in attributes {
          html += Array(" \(attribute.name)=\"".utf8)
          Self.escape(attribute.value, quotes: true, into: &html)
          html.append(0x22)
        }
        html.append(0x3E)
        if element.isVoid { continue }
        waiting.append((node, true))
      }
      for child in nodes[node].children.reversed() { waiting.append((child, false)) }
    }
    return String(decoding: html, as: UTF8.self)
  }

  private func shown(where isWanted: (Int) -> Bool) -> [Bool] {
    var shown = nodes.indices.map(isWanted)
    // Children have greater numbers than their parents.
    for node in nodes.indices.reversed() where shown[node] {
      if let parent = nodes[node].parent { shown[parent] = true }
    }
    return shown
  }

  private static func escape(_ text: String, quotes: Bool, into html: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case 0x26: html += Array("&amp;".utf8)
      case 0x3C: html += Array("&lt;".utf8)
      case 0x3E: html += Array("&gt;".utf8)
      case 0x22 where quotes: html += Array("&quot;".utf8)
      case 0x0D: html.append(0x0A)
      case _: html.append(byte)
      }
    }
  }
}
