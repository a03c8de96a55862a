/// UTF-8 in which each byte that belongs to no character is U+FFFD.
///
/// The standard library does the same, at two microseconds for each such byte: a mail made of them would take seconds.
struct RepairedUTF8 {
  private(set) var bytes: [UInt8] = []
  private(set) var lost = 0

  init(_ source: ArraySlice<UInt8>) {
    bytes.reserveCapacity(source.count)
    var index = source.startIndex
    while index < source.endIndex {
      let length = Self.length(source, at: index)
      if length > 0 {
        bytes += source[index..<(index + length)]
        index += length
      } else {
        bytes += [0xEF, 0xBF, 0xBD]
        lost += 1
        index += 1
      }
    }
  }

  /// How many bytes the character has that begins at a place; nought where none does (Unicode Standard, table 3-7).
  private static func length(_ source: ArraySlice<UInt8>, at index: Int) -> Int {
    let first = source[index]
    if first < 0x80 { return 1 }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case _: return 0
    }
    guard source.endIndex - index >= length, second.contains(source[index + 1]) else { return 0 }
    for offset in 2..<max(length, 2) where !(0x80...0xBF).contains(source[index + offset]) { return 0 }
    return length
  }
}
