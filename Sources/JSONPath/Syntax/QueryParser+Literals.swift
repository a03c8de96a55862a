import StrictJSON

extension QueryParser {
  /// The farthest index that every reader of JSON counts exactly (RFC 7493): 2^53 − 1.
  private static let farthest = 9_007_199_254_740_991

  mutating func index() throws(QueryFault) -> Int {
    let start = position
    let isNegative = take("-")
    let first = position
    while let byte = current, Self.isDigit(byte) { position += 1 }
    guard position > first else { throw unexpected(.digit) }
    guard bytes[first] != UInt8(ascii: "0") || (position - first == 1 && !isNegative) else {
      throw QueryFault(.leadingZero, at: start)
    }
    guard position - first <= 16, let number = Int(text(first..<position)), number <= Self.farthest else {
      throw QueryFault(.numberOutOfRange, at: start)
    }
    return isNegative ? -number : number
  }

  /// A number as JSON writes it.
  mutating func number() throws(QueryFault) -> JSONValue {
    let start = position
    _ = take("-")
    let first = position
    try digits()
    if position - first > 1, bytes[first] == UInt8(ascii: "0") { throw QueryFault(.leadingZero, at: start) }
    if take(".") { try digits() }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      try digits()
    }
    // What is too long for an integer is a number all the same.
    let written = Array(bytes[start..<position])
    if let value = try? JSONReader.read(written) { return value }
    guard let double = Double(text(start..<position)), let number = JSONNumber(double) else {
      throw QueryFault(.numberOutOfRange, at: start)
    }
    return .number(number)
  }

  private mutating func digits() throws(QueryFault) {
    let first = position
    while let byte = current, Self.isDigit(byte) { position += 1 }
    guard position > first else { throw unexpected(.digit) }
  }

  /// A string in either kind of quotation marks.
  mutating func string() throws(QueryFault) -> String {
    let quote = bytes[position]
    position += 1
    var content: [UInt8] = []
    while let byte = current {
      switch byte {
      case quote:
        position += 1
        return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"): content += Array(String(Character(try escape(quote))).utf8)
      case 0x00..<0x20: throw QueryFault(.controlCharacter, at: position)
      case _:
        content.append(byte)
        position += 1
      }
    }
    throw unexpected(.closingQuote)
  }

  private mutating func escape(_ quote: UInt8) throws(QueryFault) -> Unicode.Scalar {
    let start = position
    position += 1
    guard let letter = current else { throw unexpected(.closingQuote) }
    position += 1
    switch letter {
    case quote, UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try codePoint(from: start)
    case _: throw QueryFault(.badEscape, at: start)
    }
  }

  private mutating func codePoint(from start: Int) throws(QueryFault) -> Unicode.Scalar {
    let first = try fourDigits(from: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take("\\"), take("u") else { throw QueryFault(.loneSurrogate, at: start) }
    let second = try fourDigits(from: start)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw QueryFault(.loneSurrogate, at: start) }
    return scalar
  }

  private mutating func fourDigits(from start: Int) throws(QueryFault) -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw QueryFault(.badEscape, at: start)
      }
      number = number << 4 | UInt32(digit)
      position += 1
    }
    return number
  }
}
