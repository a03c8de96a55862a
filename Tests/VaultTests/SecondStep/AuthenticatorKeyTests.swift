import Testing
import Vault

@Suite("A secret as authenticator apps take it")
struct AuthenticatorKeyTests {
  @Test(
    "is RFC 4648's base 32 (section 10), without the padding",
    arguments: [
      ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
      ("foobar", "MZXW6YTBOI"),
    ])
  func text(plain: String, text: String) {
    #expect(AuthenticatorKey(Array(plain.utf8)).text.expose() == text)
  }

  @Test("is shown in groups of four")
  func groups() {
    let key = AuthenticatorKey(Array("12345678901234567890".utf8))
    #expect(key.groups.expose() == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
  }

  @Test("has an address that names desk and person, whatever they are called")
  func address() {
    let key = AuthenticatorKey(Array("12345678901234567890".utf8))
    #expect(
      key.address(issuer: "Bäcker & Co: 7", account: "kim+a@x.example").expose()
        == "otpauth://totp/B%C3%A4cker%20%26%20Co%20%207:kim%2Ba%40x.example"
        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=B%C3%A4cker%20%26%20Co%20%207"
        + "&algorithm=SHA1&digits=6&period=30")
  }

  @Test("is 160 bits of chance, and in no text that is printed")
  func secret() {
    let secret = TimedCode.newSecret()
    #expect(secret.count * 8 == 160 && secret != TimedCode.newSecret())
    #expect(!"\(AuthenticatorKey(secret))".contains("\(secret[0]), \(secret[1])"))
  }
}
