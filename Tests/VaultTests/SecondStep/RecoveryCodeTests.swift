import Testing
import Vault

@Suite("A recovery code")
struct RecoveryCodeTests {
  @Test("is one of ten, each four groups of four characters, none like another")
  func form() {
    let texts = RecoveryCode.some().map { $0.text.expose() }
    #expect(Set(texts).count == 10)
    for text in texts { #expect(text.split(separator: "-").map(\.count) == [4, 4, 4, 4]) }
  }

  @Test("is known in capitals, without its hyphens and with spaces")
  func typed() {
    let code = RecoveryCode(random: Samples.counting())
    let text = code.text.expose()
    #expect(text == "0123-4567-89ab-cdef")
    for typed in [text, text.uppercased(), text.replacing("-", with: ""), " \(text.replacing("-", with: " ")) "] {
      #expect(RecoveryCode.hash(ofTyped: typed) == code.hash)
    }
  }

  @Test("is nothing else", arguments: ["", "0123", "0123-4567-89ab-cdeu", "0123-4567-89ab-cdef0", "123456"])
  func malformed(typed: String) {
    #expect(RecoveryCode.hash(ofTyped: typed) == nil)
  }
}
