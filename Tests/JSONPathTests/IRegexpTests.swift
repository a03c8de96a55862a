import JSONPath
import Testing

@Suite("A pattern of RFC 9485")
struct IRegexpTests {
  @Test(
    "describes a text, or not",
    arguments: [
      ("", "", true), ("", "a", false), ("abc", "abc", true), ("abc", "abcd", false), ("a|b|", "", true),
      ("a|b", "b", true), ("(ab)+", "abab", true), ("(ab)+", "aba", false), ("a{2}", "aa", true),
      ("a{2}", "aaa", false),
      ("a{2,}", "aaaa", true), ("a{1,3}", "aaaa", false), ("a{0}", "", true), ("[a-c]+", "abc", true),
      ("[^a-c]", "d", true), ("[^a-c]", "b", false), ("[-a]", "-", true), ("[a-]", "-", true), ("[\\]]", "]", true),
      (".", "\n", false), (".", "\r", false), (".", "\u{2028}", true), (".", "😀", true), ("..", "e\u{301}", true),
      ("\\p{L}+", "Größe", true), ("\\p{Nd}", "٣", true), ("\\P{L}", "1", true), ("[\\p{Lu}\\-]+", "A-B", true),
      ("\\.", ".", true), ("\\.", "a", false), ("\\n", "\n", true), ("^a$", "a", true), ("a^", "a", false),
      ("\\$\\^", "$^", true), ("(a|b)*c?", "abba", true), ("(|a)b", "b", true), ("()*", "", true),
      ("(a*)*", "aaa", true),
    ])
  func matches(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try #require(IRegexp(pattern)).matches(text) == expected)
  }

  @Test(
    "is found in a text, or not",
    arguments: [
      ("b", "abc", true), ("^b", "abc", false), ("c$", "abc", true), ("b$", "abc", false), ("", "", true),
      ("x", "", false),
      ("b+c", "abbbc", true), ("^$", "", true), ("^$", "a", false),
    ])
  func search(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try #require(IRegexp(pattern)).isFound(in: text) == expected)
  }

  @Test(
    "is not what other kinds of patterns are",
    arguments: [
      "(", ")", "[", "]", "[]", "[^]", "a**", "*", "+", "?", "{1}", "a{", "a{1", "a{,1}", "a{2,1}", "a{99999999999}",
      "\\d",
      "\\w", "\\s", "\\b", "\\u0041", "\\", "(?:a)", "(?=a)", "[a-\\p{L}]", "[z-a]", "[a-b-c]", "\\p{Xx}",
      "\\p{IsGreek}",
      "\\pL", "a{1000}{1000}", "(((a{100}){100}){100})", "(){999999}", "[[a]]",
    ])
  func refused(_ pattern: String) {
    #expect(IRegexp(pattern) == nil)
  }
}
