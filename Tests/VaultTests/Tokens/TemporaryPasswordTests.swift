import Testing
import Vault

@Suite("A temporary password")
struct TemporaryPasswordTests {
  @Test("is four groups of five characters that are not mistaken for one another")
  func form() {
    for _ in 0..<100 {
      let text = TemporaryPassword.make().expose()
      #expect(text.split(separator: "-").map(\.count) == [5, 5, 5, 5])
      #expect(text.utf8.allSatisfy { "-0123456789abcdefghjkmnpqrstvwxyz".utf8.contains($0) })
    }
  }

  @Test("takes each of the 32 characters as often as the others: 100 bits")
  func evenly() {
    let all = RandomBytes { count in (0..<count).map { UInt8($0 % 256) } }
    #expect(TemporaryPassword.make(random: all).expose() == "01234-56789-abcde-fghjk")
    var seen: [Character: Int] = [:]
    for _ in 0..<3_200 {
      for character in TemporaryPassword.make().expose() where character != "-" { seen[character, default: 0] += 1 }
    }
    #expect(seen.count == 32)
    #expect(seen.values.allSatisfy { (1_600...2_400).contains($0) })
  }

  @Test("may be chosen as a password, and is never the same twice")
  func usable() throws {
    _ = try Password(chosen: TemporaryPassword.make())
    #expect(Set((0..<1_000).map { _ in TemporaryPassword.make().expose() }).count == 1_000)
  }
}
