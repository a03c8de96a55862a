/// HTML that may be shown: made from a tree of what is allowed, and from nothing else.
///
/// It holds no script, style, form, frame, id or class; addresses lead to `http`, `https`, `mailto` and `cid` only; pictures
/// from elsewhere are `<img data-remote="…">`, which no browser fetches. Read again it yields itself.
package struct SafeHTML: Sendable, Equatable {
  package let text: String

  package init(_ tree: HTMLTree, where isWanted: (Int) -> Bool = { _ in true }) { text = tree.html(where: isWanted) }

  package init(_ html: UntrustedHTML) { self.init(HTMLTree(reading: html.source)) }

  /// Plain text, line by line.
  package init(plain text: String) {
    var html = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { html += "<br>\n" }
      html += line.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
    self.text = html
  }

  package var isEmpty: Bool { text.isEmpty }
}
