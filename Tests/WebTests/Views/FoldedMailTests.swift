import Testing
import Web

@Suite("A mail's words on a page")
struct FoldedMailTests {
  @Test("fold what was quoted and signed, and lose none of it")
  func folded() {
    let html = FoldedMail.html(
      "Still <dark>.\n\nOn Monday Bob wrote:\n> It was fine.\n\n-- \nAnn\n", label: "more")
    #expect(html.hasPrefix("<p>Still &lt;dark&gt;."))
    #expect(html.contains("<details class=\"act\"><summary>more</summary><p>On Monday Bob wrote:"))
    #expect(html.contains("&gt; It was fine."))
    #expect(html.contains("Ann"))
  }

  @Test("are shown whole where there is nothing new, and what was passed on is new")
  func whole() {
    #expect(!FoldedMail.html("> only\n> quoted\n", label: "more").contains("<details"))
    let passed = "See.\n\n-------- Forwarded Message --------\nFrom: a@b.example\nSubject: x\nDate: y\n\nWords.\n"
    #expect(!FoldedMail.html(passed, label: "more").contains("<details"))
  }
}
