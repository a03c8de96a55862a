/// What `uuencode` made: `begin 644 name`, lines whose first character tells their length, `end`.
struct UUDecoder: Sendable {
  private var line: [UInt8] = []
  private var isOpen = false

  /// A longer line is none of `uuencode`.
  private static let longestLine = 512

  mutating func decode(_ chunk: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    for byte in chunk {
      if byte == 0x0A {
        plain += take()
      } else if line.count < Self.longestLine {
        line.append(byte)
      }
    }
    return plain
  }

  mutating func finish() -> [UInt8] { line.isEmpty ? [] : take() }

  private mutating func take() -> [UInt8] {
    defer { line = [] }
    let text = line.last == 0x0D ? line.dropLast() : line[...]
    guard isOpen else {
      isOpen = text.starts(with: "begin ".utf8)
      return []
    }
    if text.elementsEqual("end".utf8) {
      isOpen = false
      return []
    }
    guard let first = text.first, (0x20...0x60).contains(first) else { return [] }
    let count = Int((first - 0x20) & 0x3F)
    var plain: [UInt8] = []
    var rest = text.dropFirst()
    while plain.count < count, !rest.isEmpty {
      var group: UInt32 = 0
      for _ in 0..<4 { group = group << 6 | UInt32(((rest.popFirst() ?? 0x20) &- 0x20) & 0x3F) }
      plain += [16, 8, 0].map { UInt8(truncatingIfNeeded: group >> $0) }
    }
    return Array(plain.prefix(count))
  }
}
