import CCmark
import Foundation
import Synchronization

/// Markdown of comments as HTML: GitHub's flavour, raw HTML left out, addresses of doubtful schemes emptied, pictures as
/// links to them. What would cost too much is shown as it was written.
package enum Markdown {
  package static func html(_ text: String) -> String {
    guard MarkdownCost(text).isModest else { return escaped(text) }
    _ = extensions
    let options = CMARK_OPT_HARDBREAKS | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
    guard let parser = cmark_parser_new(options) else { return escaped(text) }
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink"] {
      cmark_find_syntax_extension(name).map { _ = cmark_parser_attach_syntax_extension(parser, $0) }
    }
    var copy = text
    copy.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    }
    guard let document = cmark_parser_finish(parser) else { return escaped(text) }
    defer { cmark_node_free(document) }
    tame(document)
    guard let html = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser)) else {
      return escaped(text)
    }
    defer { free(html) }
    return String(cString: html)
  }

  /// Plain text as HTML: paragraphs as they are.
  package static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: isEscaped) else { return "<p>\(text)</p>\n" }
    var html: [UInt8] = Array("<p>".utf8)
    for byte in text.utf8 {
      switch byte {
      case 0x26: html += Array("&amp;".utf8)
      case 0x3C: html += Array("&lt;".utf8)
      case 0x3E: html += Array("&gt;".utf8)
      case 0x22: html += Array("&quot;".utf8)
      case 0x0A: html += Array("<br />\n".utf8)
      default: html.append(byte)
      }
    }
    return String(decoding: html + Array("</p>\n".utf8), as: UTF8.self)
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0x0A
  }

  /// What an address may begin with; one that names no scheme leads to a page of this hub.
  private static let schemes: Set<String> = ["http", "https", "mailto", "tel"]

  /// An address of another scheme leads nowhere.
  private static func emptyDoubtful(_ link: OpaquePointer) {
    guard let url = cmark_node_get_url(link).map({ String(cString: $0) }),
      let scheme = url.prefixMatch(of: /([^\/?#:]*):/)?.1.lowercased(), !schemes.contains(scheme)
    else { return }
    cmark_node_set_url(link, "")
  }

  /// A picture would be fetched by whoever reads, and tell the writer of it: it becomes a link. A tree may be changed where a
  /// node is left.
  private static func tame(_ document: OpaquePointer) {
    guard let walk = cmark_iter_new(document) else { return }
    defer { cmark_iter_free(walk) }
    while true {
      let event = cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE else { return }
      let node = cmark_iter_get_node(walk)
      guard event == CMARK_EVENT_EXIT, let node else { continue }
      if cmark_node_get_type(node) == CMARK_NODE_LINK { emptyDoubtful(node) }
      guard cmark_node_get_type(node) == CMARK_NODE_IMAGE, let link = cmark_node_new(CMARK_NODE_LINK) else { continue }
      cmark_node_set_url(link, cmark_node_get_url(node))
      emptyDoubtful(link)
      if cmark_node_first_child(node) == nil, let text = cmark_node_new(CMARK_NODE_TEXT) {
        cmark_node_set_literal(text, cmark_node_get_url(node))
        cmark_node_append_child(node, text)
      }
      while let child = cmark_node_first_child(node) { cmark_node_append_child(link, child) }
      cmark_node_insert_before(node, link)
      cmark_node_unlink(node)
      cmark_node_free(node)
    }
  }

  /// Registering is not safe from two threads at once; a static is set up once.
  private static let extensions: Void = cmark_gfm_core_extensions_ensure_registered()
}
