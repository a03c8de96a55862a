extension JSONReader {
  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  mutating func skipWhiteSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      case _: return
      }
    }
  }

  func unexpected(_ expectation: JSONRefusal.Expectation) -> JSONRefusal {
    guard let byte = current else { return JSONRefusal(.endedEarly, at: position) }
    return JSONRefusal(.unexpectedByte(byte, expected: expectation), at: position)
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }
}
