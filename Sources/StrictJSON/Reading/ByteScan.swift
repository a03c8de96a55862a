/// Looks through bytes eight at a time.
enum ByteScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// The first place from `start` on with a quotation mark, a backslash, a control character or a byte beyond ASCII.
  static func endOfPlainText(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var position = start
    if let base = UnsafeRawPointer(bytes.baseAddress) {
      while bytes.count - position >= 8 {
        let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        let found = (word | below32(word) | zeros(word ^ (ones &* 0x22)) | zeros(word ^ (ones &* 0x5C))) & highs
        if found != 0 { return position + found.trailingZeroBitCount / 8 }
        position += 8
      }
    }
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5C { return position }
      position += 1
    }
    return position
  }

  /// Marks bytes of zero; a mark above the lowest one may be wrong, and only the lowest is asked for.
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }

  private static func below32(_ word: UInt64) -> UInt64 { (word &- ones &* 0x20) & ~word }

  /// How many bytes the scalar beyond ASCII at `start` has, or nil when they are no UTF-8 (Unicode 16, table 3-7).
  static func lengthOfScalar(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    let (length, second): (Int, ClosedRange<UInt8>)
    switch bytes[start] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case _: return nil
    }
    guard bytes.count - start >= length, second.contains(bytes[start + 1]) else { return nil }
    for index in start + 2..<start + max(length, 2) where !(0x80...0xBF).contains(bytes[index]) { return nil }
    return length
  }
}
