extension QueryParser {
  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func take(word: String) -> Bool {
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  /// Blanks as the grammar has them: space, tab, line feed, carriage return.
  mutating func skipSpaces() {
    while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func unexpected(_ expectation: QueryFault.Expectation) -> QueryFault {
    let found = text(position..<min(position + 4, bytes.count)).unicodeScalars.first
    return QueryFault(.unexpected(found: found, expected: expectation), at: position)
  }

  mutating func deeper<Result>(
    _ body: (inout QueryParser) throws(QueryFault) -> Result
  ) throws(QueryFault) -> Result {
    guard depth < Self.deepest else { throw QueryFault(.tooDeep(limit: Self.deepest), at: position) }
    depth += 1
    let result = try body(&self)
    depth -= 1
    return result
  }
}
