import Storage
import Testing
import Vault

@Suite("The text of a password's hash")
struct PasswordHashTests {
  private static let tail = "c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"

  @Test("tells its cost")
  func cost() throws {
    let hash = try PasswordHash("$argon2id$v=19$m=256,t=3,p=2$" + Self.tail)
    #expect(hash.cost == PasswordCost(memoryInKiB: 256, passes: 3, lanes: 2))
  }

  @Test(
    "is corrupt when it is of another kind, cut, or not as it was written",
    arguments: [
      "", "$", "password", "$argon2i$v=19$m=256,t=2,p=1$" + tail, "$argon2id$v=16$m=256,t=2,p=1$" + tail,
      "$argon2id$v=19$m=256,t=2$" + tail, "$argon2id$v=19$t=2,m=256,p=1$" + tail,
      "$argon2id$v=19$m=0256,t=2,p=1$" + tail,
      "$argon2id$v=19$m=+256,t=2,p=1$" + tail, "$argon2id$v=19$m=256,t=2,p=1,x=1$" + tail,
      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$",
      "$argon2id$v=19$m=256,t=2,p=1$" + tail + "$x", "$argon2id$v=19$m=256,t=2,p=1$" + tail + "\n",
      "$argon2id$v=19$m=256,t=2,p=1$" + tail + "\u{0}", "$argon2id$v=19$m=256,t=2,p=1$c29\u{E9}$nf65",
      "$argon2id$v=19$m=256,t=2,p=1$" + String(repeating: "a", count: 300) + "$nf65",
    ])
  func corrupt(text: String) {
    #expect(throws: StorageError.self) { try PasswordHash(text) }
  }

  @Test(
    "is corrupt when it would cost more memory or time than any of ours",
    arguments: [
      "m=4294967295,t=2,p=1", "m=262145,t=2,p=1", "m=256,t=17,p=1", "m=256,t=2,p=5", "m=7,t=1,p=1", "m=8,t=0,p=1",
    ])
  func bounds(parameters: String) {
    #expect(throws: StorageError.self) { try PasswordHash("$argon2id$v=19$\(parameters)$" + Self.tail) }
  }
}
