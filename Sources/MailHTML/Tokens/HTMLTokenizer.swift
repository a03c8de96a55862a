/// Cuts HTML into tokens as browsers do (HTML Standard, 13.2.5), so far as tags, texts and comments go. Each byte is looked
/// at a fixed number of times at most.
struct HTMLTokenizer {
  private let bytes: [UInt8]
  private var position = 0
  /// The element whose content is raw, once its start tag was given.
  private var rawElement: [UInt8]?

  /// A tag with more has no need of them.
  private static let mostAttributes = 64
  private static let rawElements: Set<String> = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
  ]

  init(_ html: String) { bytes = Array(html.utf8).filter { $0 != 0 } }

  mutating func next() -> HTMLToken? {
    if let raw = rawElement {
      rawElement = nil
      let start = position
      position = endTag(of: raw)
      if position > start { return .raw(String(decoding: bytes[start..<position], as: UTF8.self)) }
    }
    while position < bytes.count {
      let start = position
      if bytes[position] == 0x3C, let token = markup() {
        if case .some(let token) = token { return token }
        continue
      }
      // A `<` that begins nothing is text.
      position = start + 1
      while position < bytes.count, bytes[position] != 0x3C { position += 1 }
      return .text(HTMLReferences.resolved(bytes[start..<position], inAttribute: false))
    }
    return nil
  }

  /// What begins with the `<` at hand: nil if nothing does, and a nil within for what is no token.
  private mutating func markup() -> HTMLToken?? {
    guard position + 1 < bytes.count else { return nil }
    switch bytes[position + 1] {
    case UInt8(ascii: "!"):
      if bytes[position...].starts(with: "<!--".utf8) { comment() } else { skip(past: UInt8(ascii: ">")) }
      return .some(nil)
    case UInt8(ascii: "?"):
      skip(past: UInt8(ascii: ">"))
      return .some(nil)
    case UInt8(ascii: "/"):
      guard position + 2 < bytes.count else { return nil }
      if Self.isLetter(bytes[position + 2]) {
        position += 2
        let name = name()
        _ = attributes()
        return .end(name: name)
      }
      skip(past: UInt8(ascii: ">"))
      return .some(nil)
    case let byte where Self.isLetter(byte):
      position += 1
      let name = name()
      // A tag that is not ended is none (13.2.5.32, eof-in-tag).
      guard let attributes = attributes() else { return .some(nil) }
      if Self.rawElements.contains(name) { rawElement = Array(name.utf8) }
      return .start(name: name, attributes: attributes)
    case _: return nil
    }
  }

  private mutating func comment() {
    position += 4
    // `<!-->` and `<!--->` are whole.
    for short in [">", "->"] where bytes[position...].starts(with: short.utf8) {
      position += short.utf8.count
      return
    }
    while position < bytes.count {
      if bytes[position] == 0x2D {
        for end in ["-->", "--!>"] where bytes[position...].starts(with: end.utf8) {
          position += end.utf8.count
          return
        }
      }
      position += 1
    }
  }

  private mutating func skip(past byte: UInt8) {
    while position < bytes.count, bytes[position] != byte { position += 1 }
    position = min(position + 1, bytes.count)
  }

  private mutating func name() -> String {
    let start = position
    while position < bytes.count, !Self.isSpace(bytes[position]), bytes[position] != 0x2F, bytes[position] != 0x3E {
      position += 1
    }
    return lowercased(start..<position)
  }

  /// Up to the end of the tag; nil where it has none.
  private mutating func attributes() -> [HTMLAttribute]? {
    var attributes: [HTMLAttribute] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x3E {
        position += 1
        return attributes
      }
      if Self.isSpace(byte) || byte == 0x2F {
        position += 1
        continue
      }
      let start = position
      repeat {
        position += 1
      } while position < bytes.count && !Self.isSpace(bytes[position])
        && ![0x2F, 0x3E, 0x3D].contains(bytes[position])
      let name = start..<position
      skipSpaces()
      var value: Range<Int>?
      if position < bytes.count, bytes[position] == 0x3D {
        position += 1
        skipSpaces()
        value = self.value()
      }
      guard attributes.count < Self.mostAttributes else { continue }
      let word = lowercased(name)
      guard !attributes.contains(where: { $0.name == word }) else { continue }
      let text = value.map { HTMLReferences.resolved(bytes[$0], inAttribute: true) } ?? ""
      attributes.append(HTMLAttribute(name: word, value: text))
    }
    return nil
  }

  private mutating func value() -> Range<Int> {
    guard position < bytes.count else { return position..<position }
    let quote = bytes[position]
    if quote == 0x22 || quote == 0x27 {
      position += 1
      let start = position
      while position < bytes.count, bytes[position] != quote { position += 1 }
      defer { position = min(position + 1, bytes.count) }
      return start..<position
    }
    let start = position
    while position < bytes.count, !Self.isSpace(bytes[position]), bytes[position] != 0x3E { position += 1 }
    return start..<position
  }

  /// Where the end tag of a raw element begins, or the end.
  private func endTag(of name: [UInt8]) -> Int {
    var index = position
    while index + 1 < bytes.count {
      if bytes[index] == 0x3C, bytes[index + 1] == 0x2F {
        let word = bytes[(index + 2)...].prefix(name.count)
        let behind = index + 2 + name.count
        let ends =
          behind >= bytes.count || Self.isSpace(bytes[behind]) || bytes[behind] == 0x2F || bytes[behind] == 0x3E
        if ends, word.count == name.count, zip(word, name).allSatisfy({ Self.lower($0) == $1 }) { return index }
      }
      index += 1
    }
    return bytes.count
  }

  private mutating func skipSpaces() {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  private func lowercased(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].map(Self.lower), as: UTF8.self)
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B }
}
