import Testing
import Web

@Suite("Text in a page")
struct PageTextTests {
  @Test(
    "is inert in an element and in an attribute",
    arguments: [
      ("a < b > c & \"d\" 'e'", "a &lt; b &gt; c &amp; &quot;d&quot; &#39;e&#39;"), ("Düse", "Düse"), ("", ""),
    ])
  func isInert(text: String, escaped: String) {
    #expect(HTML.escaped(text) == escaped)
  }

  @Test(
    "cannot hide a mark below what joins it to one character",
    arguments: ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{20DD}", "\u{E0001}"])
  func cannotHide(joiner: String) {
    for mark in ["\"", "'", "<", ">", "&"] {
      #expect(HTML.escaped("\(mark)\(joiner)").utf8.elementsEqual((HTML.escaped(mark) + joiner).utf8))
    }
  }
}
