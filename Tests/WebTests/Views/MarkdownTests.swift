import Testing
import Web

@Suite("Comments as HTML")
struct MarkdownTests {
  @Test(
    "carry no HTML of the writer's, and no address that runs a script",
    arguments: [
      "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
      "[x](JaVaScRiPt:alert(1))", "![x](data:text/html;base64,PHNjcmlwdD4=)", "<svg/onload=alert(1)>",
      "[x](vbscript:x)", "<a href=\"javascript:x\">x</a>", "`<script>`", "| <script> |\n|---|\n| <b> |",
    ])
  func carryNoScript(text: String) {
    let html = Markdown.html(text).lowercased()
    for bad in ["<script", "<img src=x", "<svg", "javascript:", "vbscript:", "data:text", "<b>"] {
      #expect(!html.contains(bad), "\(html)")
    }
  }

  @Test("know emphasis, strikethrough, tables and bare addresses")
  func knowTheirMarks() {
    #expect(Markdown.html("**a** ~~b~~") == "<p><strong>a</strong> <del>b</del></p>\n")
    #expect(Markdown.html("| a |\n|---|\n| b |").contains("<table>"))
    #expect(Markdown.html("see https://example.org").contains("<a href=\"https://example.org\">"))
    #expect(Markdown.html("one\ntwo") == "<p>one<br />\ntwo</p>\n")
  }

  @Test("fetch nothing when they are read: a picture is a link to it")
  func linkPictures() {
    #expect(
      Markdown.html("![a *b*](https://example.org/x.png)")
        == "<p><a href=\"https://example.org/x.png\">a <em>b</em></a></p>\n")
    #expect(
      Markdown.html("![](https://example.org/x)")
        == "<p><a href=\"https://example.org/x\">https://example.org/x</a></p>\n")
  }

  @Test("show plain text as it was written")
  func showPlainText() {
    #expect(Markdown.escaped("a <b> & \"c\"\n*d*") == "<p>a &lt;b&gt; &amp; &quot;c&quot;<br />\n*d*</p>\n")
  }
}
