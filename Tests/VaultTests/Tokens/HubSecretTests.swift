import Crypto
import Testing
import Vault

@Suite("A secret of the hub itself")
struct HubSecretTests {
  @Test("reads back as the hash that is kept", arguments: HubSecret.Kind.allCases)
  func roundTrip(kind: HubSecret.Kind) {
    let secret = HubSecret(kind)
    #expect(HubSecret.hash(of: secret.text.expose(), as: kind) == secret.hash)
  }

  @Test("is kept as SHA-256 of its 256 bits")
  func hash() {
    let secret = HubSecret(.operatorLink, random: Samples.counting())
    #expect(secret.hash == Array(SHA256.hash(data: [UInt8](0..<32))))
  }

  @Test("of one kind is none of another, cut or altered")
  func kinds() {
    let text = HubSecret(.operatorLink).text.expose()
    #expect(HubSecret.hash(of: text, as: .operatorSession) == nil)
    #expect(HubSecret.hash(of: String(text.dropLast()), as: .operatorLink) == nil)
    #expect(HubSecret.hash(of: text + "0", as: .operatorLink) == nil)
    #expect(HubSecret.hash(of: text.uppercased(), as: .operatorLink) == nil)
    #expect(HubSecret.hash(of: "", as: .operatorLink) == nil)
  }
}
