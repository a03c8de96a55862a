import Testing
import Vault

@Suite("A password")
struct PasswordTests {
  @Test("is taken between 10 characters and 256 bytes", arguments: [10, 11, 256])
  func lengths(count: Int) throws {
    _ = try Password(chosen: Secret(String(repeating: "a", count: count)))
  }

  @Test("of more than 256 bytes is refused, whether chosen or entered", arguments: [257, 1_000, 10_000_000])
  func tooLong(count: Int) {
    let text = Secret(String(repeating: "a", count: count))
    #expect(throws: PasswordRefusal.tooLong(limitInBytes: 256)) { try Password(chosen: text) }
    #expect(throws: PasswordRefusal.tooLong(limitInBytes: 256)) { try Password(entered: text) }
  }

  @Test("counts its limit in bytes, its least length in characters")
  func units() throws {
    _ = try Password(chosen: Secret(String(repeating: "\u{1F511}", count: 10)))
    #expect(throws: PasswordRefusal.tooLong(limitInBytes: 256)) {
      try Password(chosen: Secret(String(repeating: "\u{1F511}", count: 65)))
    }
    #expect(throws: PasswordRefusal.tooShort(minimumInCharacters: 10)) {
      try Password(chosen: Secret(String(repeating: "e\u{301}", count: 9)))
    }
  }

  @Test("of fewer than 10 characters cannot be chosen, but may be entered, and is then wrong", arguments: [0, 1, 9])
  func tooShort(count: Int) throws {
    let text = Secret(String(repeating: "a", count: count))
    #expect(throws: PasswordRefusal.tooShort(minimumInCharacters: 10)) { try Password(chosen: text) }
    _ = try Password(entered: text)
  }

  @Test("shows nothing when it is printed")
  func hidden() throws {
    var text = ""
    dump(try Password(chosen: Secret("correct horse")), to: &text)
    #expect(text.contains("***"))
    #expect(!text.contains("99"))
  }
}
