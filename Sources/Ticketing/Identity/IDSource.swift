package import Foundation

/// Makes UUIDv7 ids from a moment and a seed that are handed in, so that a body of work that runs again makes the same ids.
///
/// Two sources with different seeds give different ids: 74 bits of each come from the seed (SplitMix64).
package struct IDSource: Sendable {
  private let milliseconds: UInt64
  private var state: UInt64

  package init(at now: Date, seed: UInt64) {
    milliseconds = UInt64(max(0, now.timeIntervalSince1970 * 1_000)) & 0xFFFF_FFFF_FFFF
    state = seed
  }

  package mutating func next<Entity>(_: Entity.Type = Entity.self) -> ID<Entity> {
    let high = random()
    let low = random()
    var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    withUnsafeMutableBytes(of: &bytes) { buffer in
      buffer.storeBytes(of: (milliseconds << 16).bigEndian, as: UInt64.self)
      buffer[6] = 0x70 | UInt8(truncatingIfNeeded: high) & 0x0F
      buffer[7] = UInt8(truncatingIfNeeded: high >> 8)
      buffer.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
      buffer[8] = 0x80 | buffer[8] & 0x3F
    }
    return ID(UUID(uuid: bytes))
  }

  /// Sixty-four bits that depend on the seed alone; not for secrets.
  package mutating func random() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
