import Testing
import Vault

@Suite("A secret")
struct SecretTests {
  private struct Account {
    let name = "desk"
    let password = Secret("correct horse")
  }

  @Test("is three stars however it is printed")
  func printed() {
    let secret = Secret("correct horse")
    let maybe: Secret<String>? = secret
    var dumped = ""
    dump(secret, to: &dumped)
    var shown = ""
    print(secret, [secret], ["key": secret], (secret, secret), to: &shown)
    let texts = [
      "\(secret)", String(describing: secret), String(reflecting: secret), "\(String(describing: maybe))", dumped,
      shown,
      "\(Mirror(reflecting: secret).children.map(\.value))",
    ]
    for text in texts {
      #expect(text.contains("***"))
      #expect(!text.contains("horse"))
    }
    #expect(texts[0] == "***")
  }

  @Test("stays hidden inside of what holds it")
  func nested() {
    var dumped = ""
    dump(Account(), to: &dumped)
    for text in ["\(Account())", String(reflecting: Account()), dumped] {
      #expect(text.contains("***"))
      #expect(text.contains("desk"))
      #expect(!text.contains("horse"))
    }
  }

  @Test("of bytes shows no byte to a mirror, however deep it looks")
  func mirrored() {
    func leaves(_ value: Any) -> [String] {
      let children = Mirror(reflecting: value).children
      return children.isEmpty ? ["\(value)"] : children.flatMap { leaves($0.value) }
    }
    #expect(leaves(Secret([201, 202, 203] as [UInt8])) == ["***"])
    #expect(Mirror(reflecting: Secret(1)).superclassMirror == nil)
  }

  @Test("is given in the clear when it is exposed")
  func exposed() {
    #expect(Secret("correct horse").expose() == "correct horse")
  }
}
