/// Looks for a byte eight bytes at a time.
enum ByteScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// The first place of `byte` from `start` on, or the end.
  static func first(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var position = start
    if let base = UnsafeRawPointer(bytes.baseAddress) {
      let sought = ones &* UInt64(byte)
      while bytes.count - position >= 8 {
        let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self)) ^ sought
        // Marks bytes of zero; marks above the lowest may be wrong, and only the lowest is asked for.
        let found = (word &- ones) & ~word & highs
        if found != 0 { return position + found.trailingZeroBitCount / 8 }
        position += 8
      }
    }
    while position < bytes.count, bytes[position] != byte { position += 1 }
    return position
  }
}
