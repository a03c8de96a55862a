extension JSONWriter {
  mutating func write(_ string: String) {
    append(UInt8(ascii: "\""))
    var text = string
    text.withUTF8 { escape($0) }
    append(UInt8(ascii: "\""))
  }

  /// Copies runs of plain bytes whole, and stops only where something is to be escaped.
  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var run = 0
    var position = 0
    while true {
      position = ByteScan.endOfPlainText(in: text, from: position)
      guard position < text.count else { break }
      let byte = text[position]
      if byte >= 0x80 {
        let isSeparator =
          byte == 0xE2 && text.count - position >= 3 && text[position + 1] == 0x80
          && (text[position + 2] == 0xA8 || text[position + 2] == 0xA9)
        guard isSeparator else {
          repeat { position += 1 } while position < text.count && text[position] >= 0x80 && text[position] != 0xE2
          continue
        }
        append(text[run..<position])
        append(text[position + 2] == 0xA8 ? "\\u2028" : "\\u2029")
        position += 3
      } else {
        append(text[run..<position])
        escape(byte)
        position += 1
      }
      run = position
    }
    append(text[run...])
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case UInt8(ascii: "\n"): append("\\n")
    case UInt8(ascii: "\r"): append("\\r")
    case UInt8(ascii: "\t"): append("\\t")
    case _:
      append("\\u00")
      append(hexDigit(byte >> 4))
      append(hexDigit(byte & 0x0F))
    }
  }

  private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
