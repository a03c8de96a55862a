/// PostgreSQL keeps no text with a zero in it, which SQLite does: it is written as a character that Unicode will never give
/// away, and a digit.
enum ZeroBytes {
  /// U+FFFE.
  private static let sign: [UInt8] = [0xEF, 0xBF, 0xBE]
  private static let (zero, itself): (UInt8, UInt8) = (0x30, 0x31)

  static func written(_ text: some Collection<UInt8>) -> [UInt8] {
    var written = Array(text)
    guard written.contains(where: { $0 == 0 || $0 == sign[0] }) else { return written }
    written.removeAll(keepingCapacity: true)
    for byte in text {
      if byte == 0 {
        written += sign + [zero]
      } else {
        written.append(byte)
        if written.suffix(sign.count).elementsEqual(sign) { written.append(itself) }
      }
    }
    return written
  }

  static func read(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.contains(sign[0]) else { return String(decoding: bytes, as: UTF8.self) }
    var read: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      read.append(byte)
      guard read.suffix(sign.count).elementsEqual(sign), let digit = rest.first else { continue }
      if digit == zero { read.replaceSubrange((read.count - sign.count)..., with: [0]) }
      if digit == zero || digit == itself { rest.removeFirst() }
    }
    return String(decoding: read, as: UTF8.self)
  }
}
