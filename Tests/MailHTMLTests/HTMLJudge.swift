import CGumbo

/// What another's parser, which follows the HTML Standard as browsers do, sees in HTML that was made safe.
enum HTMLJudge {
  /// What stands in a document of its own accord.
  private static let frame: Set<String> = ["html", "head", "body", "tbody", "colgroup"]

  private static let elements = frame.union(
    ("a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em "
      + "figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section "
      + "small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr").split(separator: " ")
      .map(String.init))

  private static let attributes: Set<String> = [
    "title", "lang", "dir", "href", "rel", "target", "align", "valign", "colspan", "rowspan", "span", "start", "value",
    "border",
    "cellpadding", "cellspacing", "width", "height", "type", "src", "data-remote", "alt",
  ]

  /// What should not be there; empty where all is well.
  static func findings(in html: String) -> [String] {
    var findings: [String] = []
    let bytes = Array(html.utf8)
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { text in
        guard let base = text.baseAddress else { return }
        var options = kGumboDefaultOptions
        guard let output = gumbo_parse_with_options(&options, base, text.count) else { return }
        defer { gumbo_destroy_output(&options, output) }
        var waiting: [UnsafeMutablePointer<GumboNode>] = [output.pointee.root]
        while let node = waiting.popLast() {
          switch node.pointee.type {
          case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE: judge(node.pointee.v.element, &findings, &waiting)
          case GUMBO_NODE_COMMENT: findings.append("a comment")
          case GUMBO_NODE_CDATA: findings.append("character data")
          case _: continue
          }
        }
      }
    }
    return findings
  }

  private static func judge(
    _ element: GumboElement, _ findings: inout [String], _ waiting: inout [UnsafeMutablePointer<GumboNode>]
  ) {
    let name = String(cString: gumbo_normalized_tagname(element.tag))
    if !elements.contains(name) || element.tag_namespace != GUMBO_NAMESPACE_HTML {
      findings.append("the element \(name)")
    }
    for index in 0..<Int(element.attributes.length) {
      guard let pointer = element.attributes.data[index] else { continue }
      let attribute = pointer.assumingMemoryBound(to: GumboAttribute.self).pointee
      let (key, value) = (String(cString: attribute.name), String(cString: attribute.value))
      if !attributes.contains(key) { findings.append("the attribute \(key)") }
      if ["href", "src", "data-remote"].contains(key), !leadsSomewhereAllowed(value, key) {
        findings.append("\(key)=\(value)")
      }
    }
    for index in 0..<Int(element.children.length) {
      if let child = element.children.data[index] { waiting.append(child.assumingMemoryBound(to: GumboNode.self)) }
    }
  }

  private static func leadsSomewhereAllowed(_ value: String, _ key: String) -> Bool {
    let schemes =
      key == "src" ? ["cid:"] : key == "data-remote" ? ["http:", "https:"] : ["http:", "https:", "mailto:", "cid:"]
    return schemes.contains { value.lowercased().hasPrefix($0) } && value.utf8.allSatisfy { $0 >= 0x20 }
  }
}
