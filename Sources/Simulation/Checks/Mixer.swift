import Foundation

/// A number that stands for much (FNV-1a over 16 bits at a time).
struct Mixer {
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func mix(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    for _ in 0..<4 {
      hash = (hash ^ (rest & 0xFFFF)) &* 0x100_0000_01B3
      rest >>= 16
    }
  }

  mutating func mix(_ uuid: UUID) {
    withUnsafeBytes(of: uuid.uuid) { for byte in $0 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }
  }

  mutating func mix(_ text: String) { for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }
}
