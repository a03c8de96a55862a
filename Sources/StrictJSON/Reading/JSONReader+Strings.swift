extension JSONReader {
  /// Reads the string whose opening quotation mark is the current byte.
  mutating func string() throws(JSONRefusal) -> String {
    position += 1
    var unescaped: [UInt8] = []
    var run = position
    while true {
      position = ByteScan.endOfPlainText(in: bytes, from: position)
      guard let byte = current else { throw JSONRefusal(.endedEarly, at: position) }
      switch byte {
      case UInt8(ascii: "\""):
        let rest = run..<position
        position += 1
        guard !unescaped.isEmpty else { return text(rest) }
        unescaped.append(contentsOf: bytes[rest])
        return String(decoding: unescaped, as: UTF8.self)
      case UInt8(ascii: "\\"):
        unescaped.append(contentsOf: bytes[run..<position])
        let scalar = try escape()
        unescaped.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        run = position
      case 0x00...0x1F:
        throw JSONRefusal(.controlCharacter(byte), at: position)
      case _:
        guard let length = ByteScan.lengthOfScalar(in: bytes, at: position) else {
          throw JSONRefusal(.invalidUTF8, at: position)
        }
        position += length
      }
    }
  }

  private mutating func escape() throws(JSONRefusal) -> Unicode.Scalar {
    let start = position
    position += 1
    guard let letter = current else { throw JSONRefusal(.endedEarly, at: position) }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try codePoint(from: start)
    case _: throw JSONRefusal(.invalidEscape, at: start)
    }
  }

  /// Reads the digits behind `\u`, and the second half when they are the first half of a surrogate pair.
  private mutating func codePoint(from start: Int) throws(JSONRefusal) -> Unicode.Scalar {
    let first = try fourDigits(from: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw JSONRefusal(.loneSurrogate, at: start)
    }
    let second = try fourDigits(from: start)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw JSONRefusal(.loneSurrogate, at: start) }
    return scalar
  }

  private mutating func fourDigits(from start: Int) throws(JSONRefusal) -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current else { throw JSONRefusal(.endedEarly, at: position) }
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      case _: throw JSONRefusal(.invalidEscape, at: start)
      }
      number = number << 4 | UInt32(digit)
      position += 1
    }
    return number
  }
}
