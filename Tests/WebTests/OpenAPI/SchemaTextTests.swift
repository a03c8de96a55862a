import StrictJSON
import Testing
import Ticketing
import Web

@Suite("What the document says of text")
struct SchemaTextTests {
  private static let samples = [
    "", " ", "\t", "\n", "a", " a ", "a\nb", "a\r\nb", "a\rb", "a\r\r\nb", "\r\n", "a\tb", "a\u{0}", "\u{1F}a",
    "a\u{7F}",
    "\u{85}", "a\u{85}", "\u{9F}b", "\u{A0}", "\u{A0}a", "\u{AD}", "a\u{200B}", "\u{200B}", "\u{2028}", "a\u{2029}",
    "\u{202E}a", "a\u{2066}", "\u{2069}", "\u{2060}", "\u{3000}", "\u{3000}ö\u{3000}", "\u{FEFF}", "\u{FEFF}a",
    "\u{3164}",
    "é", "e\u{301}", "\u{301}", "你好", "👩‍🔧", "\u{FE0F}", "\u{200D}",
  ]

  @Test("fits a line where the hub takes it for one", arguments: samples)
  func agreesOnLines(_ text: String) throws {
    let isTaken = (try? TextRule.line(text, max: 200)) != nil
    #expect(try matches(text, .line(max: 200)) == isTaken)
  }

  @Test("fits many lines where the hub takes it for them", arguments: samples, [false, true])
  func agreesOnManyLines(_ text: String, mayBeEmpty: Bool) throws {
    let isTaken = (try? TextRule.text(text, max: 200, mayBeEmpty: mayBeEmpty)) != nil
    #expect(try matches(text, .lines(max: 200, mayBeEmpty: mayBeEmpty)) == isTaken)
  }

  @Test(
    "fits an address where the hub takes it for one",
    arguments: [
      "a@b", "a@b.example", " a@b ", "a b@c", "a@b@c", "@b", "a@", "a", "", "ä@ö.example", "a\u{85}@b", "a@b\u{202E}",
      "a@\u{A0}b", "<a@b>", "a,b@c", "\"a\"@b", "a@[1]", "a\\@b", "a:b@c", "a(b)@c",
    ])
  func agreesOnAddresses(_ text: String) throws {
    let line = try? TextRule.line(text, max: 254)
    #expect(try matches(text, .email) == (line.flatMap { EmailAddress($0) } != nil))
  }

  @Test(
    "fits a moment where the hub takes it for one",
    arguments: [
      "2026-01-31T12:00:00Z", "2026-01-31T12:00:00+00:00", "2026-01-31T12:00:00.123456789Z", "1970-01-01T00:00:00Z",
      "1969-12-31T23:59:59Z", "9999-12-31T23:59:59Z", "2026-01-31T12:00:00", "2026-01-31T12:00:00+01:00",
      "2026-01-31 12:00:00Z", "2026-01-31T12:00:60Z", "2026-01-31T12:00:00.Z", "2026-01-31T12:00:00.1234567890Z", "",
    ])
  func agreesOnMoments(_ text: String) throws {
    #expect(try matches(text, .moment) == (RFC3339.date(text) != nil))
  }

  /// By Unicode scalars, as JSON Schema's patterns go (ECMA-262 with the flag u).
  private func matches(_ text: String, _ schema: Schema) throws -> Bool {
    let pattern = try #require(schema.json["pattern"]?.string)
    return try text.firstMatch(of: Regex(pattern).matchingSemantics(.unicodeScalar)) != nil
  }
}
