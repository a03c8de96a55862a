import Testing
import Vault

@Suite("Comparing in constant time (A58)")
struct ConstantTimeTests {
  @Test("finds equal bytes equal", arguments: [[], [0], [1, 2, 3], [UInt8](repeating: 255, count: 300)])
  func equal(bytes: [UInt8]) {
    #expect(ConstantTime.equal(bytes, Array(bytes)))
  }

  @Test("sees any one bit, wherever it is")
  func oneBit() {
    let bytes = [UInt8](0..<32)
    for index in bytes.indices {
      for bit in 0..<8 {
        var other = bytes
        other[index] ^= 1 << bit
        #expect(!ConstantTime.equal(bytes, other))
      }
    }
  }

  @Test("finds a part unequal to the whole", arguments: [[], [1], [1, 2], [1, 2, 3, 0]])
  func lengths(bytes: [UInt8]) {
    #expect(!ConstantTime.equal([1, 2, 3], bytes))
    #expect(!ConstantTime.equal(bytes, [1, 2, 3]))
  }
}
