import Federation
import Testing

@Suite("Masking addresses of mail")
struct AddressMaskTests {
  @Test(
    "hides an address wherever it stands",
    arguments: [
      ("ivan@sparks.example", "•"), ("write to ivan@sparks.example today", "write to • today"),
      ("<ivan@sparks.example>", "<•>"), ("(ivan@sparks.example)", "(•)"),
      ("[x](mailto:ivan@sparks.example)", "[x](mailto:•)"),
      ("a@b.co,c@d.co;e@f.co", "•,•;•"), ("ivan.p+x@mail.sparks.example", "•"), ("IVAN@SPARKS.EXAMPLE", "•"),
      ("иван@почта.рф", "•"), ("@ivan@sparks.example", "•"), ("@@ivan@sparks.example", "•"), ("a@b.c@d", "•"),
      ("x@y@z.example", "•"), ("line\nivan@sparks.example\nline", "line\n•\nline"),
      ("\"ivan\"<ivan@sparks.example>", "\"ivan\"<•>"),
    ])
  func hides(text: String, masked: String) {
    #expect(AddressMask.masked(text) == masked.replacing("•", with: AddressMask.mask))
  }

  @Test(
    "leaves what is no address",
    arguments: [
      "", "no at sign here", "@ivan", "ivan @ home", "5 @ 3.50", "a@b", "a@", "@b.example", "ivan@.example", "a@b.",
      "mail me @noon.", "é è ü 漢字", "x@ y.example",
    ])
  func leaves(text: String) {
    #expect(AddressMask.masked(text) == text)
  }

  @Test("takes one pass over long text of signs")
  func long() {
    let text = String(repeating: "@", count: 100_000) + String(repeating: "a@", count: 100_000)
    #expect(AddressMask.masked(text) == text)
  }
}
