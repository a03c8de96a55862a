import Testing
import Vault

@Suite("Random bytes of the system")
struct RandomBytesTests {
  @Test("are as many as were asked for", arguments: [0, 1, 7, 8, 9, 32, 1_000])
  func count(count: Int) {
    #expect(RandomBytes.system(count).count == count)
  }

  @Test("are not the same twice, and take every value")
  func vary() {
    #expect(RandomBytes.system(32) != RandomBytes.system(32))
    #expect(Set(RandomBytes.system(65_536)).count == 256)
  }
}
