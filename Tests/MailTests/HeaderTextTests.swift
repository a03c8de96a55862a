import Foundation
import Mail
import Testing

@Suite("Text in a header")
struct HeaderTextTests {
  /// What ends a line for some reader between here and there, and what a grapheme or an encoded word could hide.
  static let breaks = [
    "\r\n", "\r", "\n", "\u{0}", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}", "\r\n\u{301}", "\r\u{200D}\n",
  ]

  @Test("never ends the header, and never begins another one", arguments: breaks)
  func staysInItsHeader(_ end: String) {
    for text in ["Till\(end)Bcc: all@victims.example", "\(end)\(end)<script>", "\(end) folded"] {
      for encoded in [HeaderText(subject: text).encoded, HeaderText(name: text).encoded] {
        let lines = encoded.replacing("\r\n ", with: " ")
        #expect(lines.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(encoded.debugDescription)")
      }
    }
  }

  @Test("an encoded word in it is text, not a word to decode")
  func hidesNothing() throws {
    let hostile = "=?UTF-8?Q?=0D=0ABcc:_all@victims.example?="
    let encoded = HeaderText(subject: hostile).encoded
    #expect(!encoded.contains("?Q?"))
    #expect(try Self.decoded(encoded) == hostile)
  }

  @Test(
    "comes back as it was, and no line of it is longer than RFC 2047 lets it be",
    arguments: ["Till", "Büro & Söhne", "打印机坏了", String(repeating: "é", count: 150), "a \"quoted\" <name>", "👩‍🔧🇳🇱"])
  func comesBack(_ text: String) throws {
    let encoded = HeaderText(name: text).encoded
    #expect(try Self.decoded(encoded) == text)
    #expect(encoded.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
  }

  @Test("is cut where it is very long")
  func ends() throws {
    #expect(try Self.decoded(HeaderText(subject: String(repeating: "x", count: 9_999)).encoded).count == 200)
  }

  static func decoded(_ encoded: String) throws -> String {
    guard encoded.hasPrefix("=?UTF-8?B?") else { return encoded }
    let words = encoded.components(separatedBy: "\r\n ")
    let bytes = try words.map { word in try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))) }
    return String(decoding: bytes.joined(), as: UTF8.self)
  }
}
