/// Text of a header as mail has it: encoded words (RFC 2047), well made or not, among raw bytes of any charset.
///
/// Words that stand side by side in one charset are decoded as one, since many programs cut characters in two. A word
/// without its end is taken to reach to the end. Line breaks and control characters, hidden in a word or not, become spaces:
/// the text is of one line.
package enum EncodedWords {
  /// - Parameter hint: the charset of the mail's text, for bytes of which nothing says what they are
  package static func decoded(_ bytes: ArraySlice<UInt8>, hint: String? = nil) -> String {
    decoded(bytes, hint: hint, guess: nil)
  }

  /// - Parameter guess: what a longer piece, which the bytes are of, looks like
  static func decoded(_ bytes: ArraySlice<UInt8>, hint: String? = nil, guess: Charset?) -> String {
    guard bytes.contains(where: { $0 >= 0x80 || $0 == 0x1B }) || bytes.contains(0x3D) else {
      return oneLine(String(decoding: bytes, as: UTF8.self))
    }
    var scanner = WordScanner(bytes)
    var text = ""
    var run: (charset: String, bytes: [UInt8])?
    func settled() -> String { run.map { CharsetText($0.bytes[...], named: $0.charset).text } ?? "" }
    while let token = scanner.next() {
      switch token {
      case .plain(let plain):
        // White space between two words is there for folding only.
        if run != nil, plain.allSatisfy(\.isSpace), scanner.isAtWord { continue }
        text += settled() + CharsetText(plain, named: nil, hint: hint, guess: guess).text
        run = nil
      case .word(let charset, let bytes):
        if let open = run, open.charset.isSameASCII(charset) {
          run?.bytes += bytes
        } else {
          text += settled()
          run = (charset, bytes)
        }
      }
    }
    return oneLine(text + settled())
  }

  /// The charset of a field: the one that its first encoded word names, or that its raw bytes look like; nil for plain ASCII.
  package static func charset(in bytes: [UInt8]) -> String? {
    if let start = bytes.firstRange(of: [0x3D, 0x3F]) {
      let name = bytes[start.upperBound...].prefix(64).prefix { $0 != 0x3F && $0 != 0x2A }
      if Charset(label: String(decoding: name, as: UTF8.self)) != nil { return String(decoding: name, as: UTF8.self) }
    }
    let isRaw = bytes.contains { $0 >= 0x80 } && String(validating: bytes, as: UTF8.self) == nil
    return isRaw ? CharsetGuess.charset(of: bytes[...]).name : nil
  }

  /// Text without line breaks and other control characters, and without the marks that turn text around.
  package static func oneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.breaksALine) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !scalar.breaksALine {
        scalars.append(scalar)
      } else if scalars.last != " " {
        scalars.append(" ")
      }
    }
    return String(scalars)
  }
}

extension Unicode.Scalar {
  fileprivate var breaksALine: Bool {
    value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
      || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }
}

/// Finds encoded words: `=?charset?B?text?=`.
private struct WordScanner {
  enum Token {
    case plain(ArraySlice<UInt8>)
    case word(charset: String, bytes: [UInt8])
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// A word that was found behind plain bytes.
  private var found: (token: Token, end: Int)?
  /// Where `?=` stands next: looked for once, so that many beginnings without an end cost no more.
  private var nextEnd: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
    nextEnd = bytes.startIndex
  }

  var isAtWord: Bool { found != nil }

  mutating func next() -> Token? {
    if let word = found {
      found = nil
      position = word.end
      return word.token
    }
    guard position < bytes.endIndex else { return nil }
    let start = position
    var index = position
    while index < bytes.endIndex {
      if bytes[index] == 0x3D, let word = word(at: index) {
        if index == start {
          position = word.end
          return word.token
        }
        found = word
        position = index
        return .plain(bytes[start..<index])
      }
      index += 1
    }
    position = bytes.endIndex
    return .plain(bytes[start...])
  }

  private mutating func word(at start: Int) -> (token: Token, end: Int)? {
    let rest = bytes[start...]
    guard rest.count > 6, rest[start + 1] == 0x3F else { return nil }
    let named = rest.dropFirst(2).prefix(64)
    guard let first = named.firstIndex(of: 0x3F), first > start + 2, first + 2 < bytes.endIndex,
      bytes[first + 2] == 0x3F, named[..<first].allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    // A language may follow the charset: `utf-8*en` (RFC 2231, 5).
    let charset = String(decoding: named[..<first].prefix { $0 != 0x2A }, as: UTF8.self)
    let from = first + 3
    let end = end(from: from)
    let text = bytes[from..<(end ?? bytes.endIndex)]
    guard end != nil || !text.isEmpty else { return nil }
    let close = end.map { $0 + 2 } ?? bytes.endIndex
    switch bytes[first + 1].lowerCased {
    case UInt8(ascii: "b"):
      var decoder = PartDecoder(.base64)
      return (.word(charset: charset, bytes: decoder.decode(text) + decoder.finish()), close)
    case UInt8(ascii: "q"): return (.word(charset: charset, bytes: Self.unquoted(text)), close)
    case _: return nil
    }
  }

  private mutating func end(from start: Int) -> Int? {
    if nextEnd < start { nextEnd = start }
    while nextEnd + 1 < bytes.endIndex {
      if bytes[nextEnd] == 0x3F, bytes[nextEnd + 1] == 0x3D { return nextEnd }
      nextEnd += 1
    }
    nextEnd = bytes.endIndex
    return nil
  }

  private static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      if byte == 0x3D, let high = rest.first?.hexValue, let low = rest.dropFirst().first?.hexValue {
        plain.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        plain.append(byte == 0x5F ? 0x20 : byte)
      }
    }
    return plain
  }
}
