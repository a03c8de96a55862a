import Crypto
import Foundation
import Testing
import Vault

@Suite("A token")
struct TokenSecretTests {
  private let token = TokenSecret(.api, for: Samples.tenant)
  private var text: String { token.text.expose() }

  @Test("reads back as its tenant and the hash that is kept", arguments: TokenKind.allCases)
  func roundTrip(kind: TokenKind) {
    let token = TokenSecret(kind, for: Samples.tenant)
    let claim = TokenSecret.read(token.text.expose(), as: kind)
    #expect(claim?.tenant == Samples.tenant)
    #expect(claim?.secretHash == token.hash)
  }

  @Test("is as written down here, and its hash is SHA-256 of the secret bytes")
  func vector() {
    let token = TokenSecret(.api, for: Samples.tenant, random: Samples.counting())
    let text = "bat_041061050r3gg28a1c60t3gf200020g30g2gc1r81450p30d1r7h048j2ca1a5gq30chm6rw3mf1yefp1gkg"
    #expect(token.text.expose() == text)
    #expect(token.hash == Array(SHA256.hash(data: [UInt8](0..<32))))
  }

  @Test("is 88 characters that a URL takes and a double click selects")
  func form() {
    #expect(text.utf8.count == 88)
    #expect(text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F })
  }

  @Test("is never the same twice")
  func unique() {
    #expect(Set((0..<1_000).map { _ in TokenSecret(.api, for: Samples.tenant).hash }).count == 1_000)
  }

  @Test("of one kind is none of another, even with the other's prefix")
  func kinds() {
    for kind in TokenKind.allCases where kind != .api {
      #expect(TokenSecret.read(text, as: kind) == nil)
      #expect(TokenSecret.read(kind.prefix + text.dropFirst(4), as: kind) == nil)
    }
  }

  @Test("is none when any part of it is cut off")
  func truncated() {
    for length in 0..<text.utf8.count {
      #expect(TokenSecret.read(String(text.prefix(length)), as: .api) == nil)
      #expect(TokenSecret.read(String(text.suffix(length)), as: .api) == nil)
    }
  }

  @Test("is none when any one character is another, or two neighbours change places")
  func altered() {
    let characters = Array(text.utf8)
    for index in characters.indices {
      for other in "0123456789abcdefghijklmnopqrstuvwxyzAZ-_ \u{0}".utf8 where other != characters[index] {
        var altered = characters
        altered[index] = other
        #expect(TokenSecret.read(String(decoding: altered, as: UTF8.self), as: .api) == nil)
      }
    }
    for index in characters.indices.dropLast() where characters[index] != characters[index + 1] {
      var swapped = characters
      swapped.swapAt(index, index + 1)
      #expect(TokenSecret.read(String(decoding: swapped, as: UTF8.self), as: .api) == nil)
    }
  }

  @Test("is none when there is anything around it, in capitals, or in other scripts")
  func dressedUp() {
    let fullwidth = String(text.unicodeScalars.map { Character(UnicodeScalar($0.value + 0xFEE0) ?? $0) })
    for other in [
      "", "bat_", " " + text, text + " ", text + "\n", text + "\r\n", "\"\(text)\"", text.uppercased(), text + text,
      "bat_" + String(repeating: "\u{E9}", count: 42), text.dropLast() + "\u{E9}", text + "\u{301}", fullwidth,
    ] {
      #expect(TokenSecret.read(other, as: .api) == nil)
    }
  }

  @Test("is none when it is very long")
  func veryLong() {
    let long = "bat_" + String(repeating: "0", count: 10_000_000)
    #expect(TokenSecret.read(long, as: .api) == nil)
  }

  @Test("shows nothing of its secret when it is printed")
  func hidden() {
    var dumped = ""
    dump(token, to: &dumped)
    for shown in ["\(token)", String(reflecting: token), dumped, "\(token.text)"] {
      #expect(shown.contains("***"))
      #expect(!shown.contains(text))
    }
  }
}
