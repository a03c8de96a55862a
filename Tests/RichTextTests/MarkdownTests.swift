import RichText
import Testing

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

  /// Each took the library seconds, or hundreds of megabytes, in 128 KiB.
  static let costly: [(name: String, text: String)] = [
    ("pipes", String(repeating: "|", count: 65_536) + "\n" + String(repeating: "|-", count: 32_768)),
    ("brackets behind an address", "http://a.b/" + String(repeating: ")", count: 131_000)),
    ("quotations", String(repeating: "> ", count: 32_768) + String(repeating: "a\n", count: 32_768)),
    ("lists", String(repeating: "- ", count: 500) + "a" + String(repeating: "\n", count: 130_000)),
    (
      "lists by their indentation",
      (0..<200).map { String(repeating: " ", count: 2 * $0) + "* a\n" }.joined()
        + String(repeating: "\n", count: 80_000)
    ),
    (
      "a long reference",
      "[a]: " + String(repeating: "u", count: 65_000) + "\n\n" + String(repeating: "[a] ", count: 16_000)
    ),
    (
      "many references",
      "[a]: " + String(repeating: "u", count: 2_000) + "\n\n" + String(repeating: "[a] ", count: 990)
    ),
    ("declarations", String(repeating: "a <!A ", count: 20_000)),
    ("pictures", String(repeating: "![[]() ", count: 18_000)),
    ("emphases", String(repeating: "*a_ ", count: 32_000)),
  ]

  @Test("that nobody writes to be read are shown as they were written", arguments: costly.map(\.name))
  func areBounded(_ name: String) throws {
    let text = try #require(Self.costly.first { $0.name == name }).text
    #expect(Markdown.html(text) == Markdown.escaped(text))
  }

  @Test("that people write are none of those")
  func areModest() {
    let rule = String(repeating: "-", count: 80)
    let log = (0..<900).map { "\($0) [INFO] printer_\($0).example: **tray** <!-- \(rule)" }.prefix(150).joined(
      separator: "\n")
    let quotes = (1...20).map { String(repeating: ">", count: $0) + " re: \($0)" }.joined(separator: "\n")
    for text in [
      "\(rule)\n\n**a**\n\n\(rule)", log + "\n**a**", quotes + "\n\n**a**", "[l]: https://x.example\n\n[l] **a**",
    ] {
      #expect(Markdown.html(text).contains("<strong>a</strong>"), "\(text.prefix(100))")
    }
  }

  @Test("show plain text as it was written")
  func showPlainText() {
    #expect(Markdown.escaped("a <b> & \"c\"\n*d*") == "<p>a &lt;b&gt; &amp; &quot;c&quot;<br />\n*d*</p>\n")
  }
}
