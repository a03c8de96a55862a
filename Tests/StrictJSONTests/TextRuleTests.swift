import StrictJSON
import Testing

@Suite("Text from outside (A23)")
struct TextRuleTests {
  @Test(
    "of one line has no control character, line end or turn of direction",
    arguments: [
      "a\nb", "a\r\nb", "a\rb", "a\n", "\ta", "a\u{0}", "\u{1B}[31m", "a\u{7F}", "a\u{85}b", "a\u{9F}", "a\u{2028}b",
      "a\u{2029}", "a\u{202A}", "a\u{202E}gpj.exe", "\u{2066}a", "a\u{2069}", "text/html\r\nX: y", "e\u{301}\u{8}",
    ])
  func lineRefuses(text: String) {
    let reason = #expect(throws: JSONProblem.Reason.self) { try TextRule.line(text, max: 200) }
    guard case .forbiddenCharacter? = reason else {
      Issue.record("refused for another reason: \(String(describing: reason))")
      return
    }
  }

  @Test(
    "of one line loses the spaces around it and nothing else",
    arguments: [
      ("a", "a"), (" a b ", "a b"), ("\u{A0}\u{3000}a\u{2003}", "a"), ("a  b", "a  b"),
      ("\u{200F}עברית\u{200E}", "\u{200F}עברית\u{200E}"), ("👩‍👩‍👧", "👩‍👩‍👧"), ("e\u{301}", "e\u{301}"),
    ])
  func lineTrims(text: String, trimmed: String) throws {
    #expect(Array(try TextRule.line(text, max: 200).utf8) == Array(trimmed.utf8))
  }

  @Test(
    "is empty when there is nothing to see in it (A20)",
    arguments: ["", " ", "\u{A0}", "\u{200B}", "\u{FEFF}\u{200D}", "\u{AD}"])
  func empty(text: String) throws {
    #expect(throws: JSONProblem.Reason.empty) { try TextRule.line(text, max: 200) }
    #expect(throws: JSONProblem.Reason.empty) { try TextRule.text(text, max: 200) }
    _ = try TextRule.line(text, max: 200, mayBeEmpty: true)
    _ = try TextRule.text(text, max: 200, mayBeEmpty: true)
  }

  @Test(
    "of many lines keeps line feeds and tabs, and has one kind of line end",
    arguments: [
      ("a\r\nb\r\n\r\n", "a\nb\n\n"), ("\ta\n", "\ta\n"), (" a ", " a "),
      ("a\u{2028}\u{202E}", "a\u{2028}\u{202E}"),
    ])
  func textKeeps(text: String, kept: String) throws {
    #expect(Array(try TextRule.text(text, max: 200).utf8) == Array(kept.utf8))
  }

  @Test(
    "of many lines has no other control character",
    arguments: ["\u{0}", "a\rb", "a\r\r\nb", "\u{1B}", "\u{85}", "\u{7F}"])
  func textRefuses(text: String) {
    #expect(throws: JSONProblem.Reason.self) { try TextRule.text("x" + text, max: 200) }
  }

  @Test("is measured in bytes of UTF-8")
  func limits() throws {
    #expect(try TextRule.line(" ééé ", max: 6) == "ééé")
    #expect(throws: JSONProblem.Reason.tooLong(limitInBytes: 5)) { try TextRule.line("ééé", max: 5) }
    #expect(try TextRule.text("a\r\nb", max: 3) == "a\nb")
    #expect(throws: JSONProblem.Reason.tooLong(limitInBytes: 3)) { try TextRule.text("👩‍👩‍👧", max: 3) }
  }
}
