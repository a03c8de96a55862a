import Testing
import Ticketing

@Suite("An address of mail")
struct EmailAddressTests {
  @Test(
    "is one at sign with something on both sides, and no room for header tricks",
    arguments: [
      ("ivan@sparks.example", true), ("a@b", true), ("ivan.p+tag@mail.sparks.example", true), ("иван@почта.рф", true),
      ("", false), ("ivan", false), ("@sparks.example", false), ("ivan@", false), ("i@v@n", false),
      ("ivan @sparks.example", false), ("ivan@sparks.example\r\nBcc: x@y.z", false),
      ("ivan\u{0}@sparks.example", false),
      ("ivan\u{7F}@sparks.example", false), ("<ivan@sparks.example>", false), ("a@b,c@d", false), ("\"i\"@v.n", false),
      ("ivan@[10.0.0.1]", false), ("i;v@n.o", false), ("a\\@b.c", false),
      ("a\u{85}@b.c", false), ("a\u{2028}b@c.d", false), ("a\u{A0}@b.c", false), ("a\u{202E}@b.c", false),
      ("a@b\u{3000}c.d", false),
    ])
  func table(text: String, isAddress: Bool) {
    #expect((EmailAddress(text) != nil) == isAddress)
  }

  @Test("has at most 254 bytes")
  func length() {
    #expect(EmailAddress(String(repeating: "a", count: 252) + "@b") != nil)
    #expect(EmailAddress(String(repeating: "a", count: 253) + "@b") == nil)
    #expect(EmailAddress(String(repeating: "é", count: 127) + "@b") == nil)
  }

  @Test("is the same in either case, and keeps the form in which it was typed")
  func fold() throws {
    let (one, two) = (
      try #require(EmailAddress("Ivan@Sparks.Example")), try #require(EmailAddress("ivan@sparks.example"))
    )
    #expect(one == two)
    #expect(Set([one, two]).count == 1)
    #expect("\(one)" == "Ivan@Sparks.Example")
  }
}
