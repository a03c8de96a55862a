import Testing
import Vault

@Suite("A password's hash")
struct PasswordHasherTests {
  private let hasher = PasswordHasher(cost: .lowest)

  @Test("is proven by the password, and by no other")
  func verified() async throws {
    let hash = try await hasher.hash(chosen("correct horse"))
    #expect(try await hasher.verify(entered("correct horse"), against: hash))
    for wrong in ["", "correct hors", "correct horse ", "Correct horse", "correct horse\u{0}"] {
      #expect(try await !hasher.verify(entered(wrong), against: hash))
    }
  }

  @Test("is proven however the keyboard composed its letters")
  func composed() async throws {
    let hash = try await hasher.hash(chosen("caf\u{E9} in Bern"))
    #expect(try await hasher.verify(entered("cafe\u{301} in Bern"), against: hash))
  }

  @Test("is Argon2id at 19 MiB, 2 passes, 1 lane unless told otherwise, in the PHC form")
  func format() async throws {
    let hash = try await PasswordHasher().hash(chosen("correct horse"))
    #expect(hash.text.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    #expect(hash.text.utf8.count == 97)
    #expect(try PasswordHash(hash.text).text == hash.text)
    #expect(!"\(hash)".contains("argon2"))
  }

  @Test("is another each time, since its salt is")
  func salted() async throws {
    let first = try await hasher.hash(chosen("correct horse"))
    let second = try await hasher.hash(chosen("correct horse"))
    #expect(first.text != second.text)
  }

  @Test(
    "agrees with the vectors of the reference implementation (phc-winner-argon2, src/test.c)",
    arguments: [
      ("password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"),
      ("password", "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"),
      ("password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"),
      ("differentpassword", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$C4TWUs9rDEvq7w3+J4umqA32aWKB1+DSiRuBfYxFj94"),
    ])
  func vectors(password: String, text: String) async throws {
    #expect(try await hasher.verify(entered(password), against: PasswordHash(text)))
    #expect(try await !hasher.verify(entered(password + "x"), against: PasswordHash(text)))
  }

  @Test("is outdated when new ones cost otherwise")
  func outdated() async throws {
    let hash = try await hasher.hash(chosen("correct horse"))
    #expect(!hasher.isOutdated(hash))
    #expect(PasswordHasher(cost: .standard).isOutdated(hash))
  }

  @Test("whose salt or hash libargon2 cannot read fails, rather than being a wrong password")
  func unreadable() async throws {
    let hash = try PasswordHash("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$!!!!")
    await #expect(throws: PasswordFailure.self) { try await hasher.verify(entered("correct horse"), against: hash) }
  }

  @Test("that is missing is refused after as much work as one that is there (A61)")
  func equalCost() async throws {
    let cost = try #require(PasswordCost(memoryInKiB: 4_096, passes: 4, lanes: 1))
    let hasher = PasswordHasher(cost: cost)
    let hash = try await hasher.hash(chosen("correct horse"))
    let wrong = try entered("a wrong password")
    #expect(try await !hasher.verify(wrong, against: nil))
    // The work of Argon2 is its cost and the length of what it makes; both are the decoy's, too.
    #expect(hasher.decoy.cost == hash.cost && hasher.decoy.text.utf8.count == hash.text.utf8.count)
    #expect(try await !hasher.verify(wrong, against: hasher.decoy))
  }

  private func chosen(_ text: String) throws -> Password { try Password(chosen: Secret(text)) }
  private func entered(_ text: String) throws -> Password { try Password(entered: Secret(text)) }
}
