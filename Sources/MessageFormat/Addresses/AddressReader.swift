/// Reads addresses one by one, and stumbles over none.
struct AddressReader {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var doubts: Set<AddressDoubt> = []
  /// What the field's raw bytes look like, all of them together: a name alone tells little, and a thousand cost much.
  private let guess: Charset?

  /// What has been read of the address at hand.
  private struct Parts {
    var words: [UInt8] = []
    var angle: [UInt8]?
    var comment: [UInt8] = []
    /// Whether the words hold something in quotation marks: no address then, only a name.
    var hasQuotes = false

    var isEmpty: Bool { words.allSatisfy(\.isSpace) && angle == nil && comment.isEmpty }
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let isRaw = bytes.contains { $0 >= 0x80 } && String(validating: bytes, as: UTF8.self) == nil
    guess = isRaw ? CharsetGuess.charset(of: bytes[...]) : nil
    if bytes.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) { doubts.insert(.controlCharacter) }
  }

  mutating func next() -> MailAddress? {
    while position < bytes.count {
      var parts = Parts()
      read(&parts)
      if let address = address(of: parts) { return address }
    }
    return nil
  }

  /// Up to the comma that ends the address.
  private mutating func read(_ parts: inout Parts) {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case 0x2C, 0x3B:
        if byte == 0x3B { doubts.insert(.group) }
        // `Smith, John <j@example.com>`: a comma in a name that should have been in quotation marks.
        if byte == 0x2C, parts.angle == nil, parts.comment.isEmpty, !parts.words.contains(0x40), isNameUpToAngle {
          parts.words.append(byte)
          continue
        }
        return
      case 0x22:
        parts.hasQuotes = true
        quoted(into: &parts.words)
      case 0x28: comment(into: &parts.comment)
      case 0x3C: angle(into: &parts)
      case 0x3A where parts.angle == nil && !parts.words.contains(0x40):
        // The name of a group.
        doubts.insert(.group)
        parts = Parts()
      case _: parts.words.append(byte)
      }
    }
  }

  /// Whether what follows, up to the next comma, is the rest of a name before an address in angle brackets.
  private var isNameUpToAngle: Bool {
    for byte in bytes[position...].prefix(256) {
      switch byte {
      case 0x3C: return true
      case 0x2C, 0x3B, 0x40, 0x22, 0x3A: return false
      case _: continue
      }
    }
    return false
  }

  private mutating func quoted(into words: inout [UInt8]) {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 0x22 { return }
      if byte == 0x5C, position < bytes.count {
        words.append(bytes[position])
        position += 1
      } else {
        words.append(byte)
      }
    }
  }

  private mutating func comment(into comment: inout [UInt8]) {
    var depth = 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case 0x28: depth += 1
      case 0x29:
        depth -= 1
        if depth == 0 { return }
      case 0x5C where position < bytes.count:
        comment.append(bytes[position])
        position += 1
        continue
      case _: break
      }
      comment.append(byte)
    }
  }

  private mutating func angle(into parts: inout Parts) {
    var angle: [UInt8] = []
    while position < bytes.count, bytes[position] != 0x3E {
      if bytes[position] == 0x3C { angle = [] } else { angle.append(bytes[position]) }
      position += 1
    }
    position = min(position + 1, bytes.count)
    if angle.first == 0x40, let colon = angle.lastIndex(of: 0x3A) {
      doubts.insert(.route)
      angle = Array(angle[(colon + 1)...])
    }
    if angle.contains(0x28) { doubts.insert(.comment) }
    if angle.starts(with: "mailto:".utf8) { angle.removeFirst(7) }
    if parts.angle != nil { doubts.insert(.malformed) } else { parts.angle = angle }
  }

  private mutating func address(of parts: Parts) -> MailAddress? {
    guard !parts.isEmpty else { return nil }
    let words = EncodedWords.decoded(parts.words.trimmed, guess: guess)
    let comment = EncodedWords.decoded(parts.comment.trimmed, guess: guess)
    if !parts.comment.isEmpty { doubts.insert(.comment) }
    if let angle = parts.angle {
      var address = plain(angle)
      if address.isEmpty { address = plain(parts.words) }
      guard !address.isEmpty else { return nil }
      let name = Self.name(words.isEmpty ? comment : words)
      if Self.namesAnother(name, than: address) { doubts.insert(.nameIsAnotherAddress) }
      return MailAddress(name: name, address: address)
    }
    let bare = parts.words.trimmed
    if bare.contains(0x40), !parts.hasQuotes || !bare.contains(where: \.isSpace) {
      // `a@example.com Name`, or the name before it: the word with the `@` is the address.
      let word = bare.split(whereSeparator: \.isSpace).first { $0.contains(0x40) } ?? bare
      if word.count != bare.count { doubts.insert(.malformed) }
      return MailAddress(name: Self.name(comment), address: plain(Array(word)))
    }
    if words.contains("@"),
      let word = words.split(whereSeparator: { " <>\"".contains($0) }).last(where: { $0.contains("@") })
    {
      // All of it was put into one encoded word, or into quotation marks.
      doubts.insert(.encodedAddress)
      let name = words.prefix { $0 != "<" }
      return MailAddress(name: name.contains("@") ? "" : Self.name(String(name)), address: plain(Array(word.utf8)))
    }
    doubts.insert(.malformed)
    let address = plain(Array(words.utf8))
    return address.isEmpty ? nil : MailAddress(name: "", address: address)
  }

  private static func name(_ text: String) -> String {
    let bytes = Array(text.utf8).trimmed
    let isQuoted = bytes.count >= 2 && (bytes.first == 0x22 || bytes.first == 0x27) && bytes.first == bytes.last
    return String(decoding: (isQuoted ? bytes.dropFirst().dropLast() : bytes).trimmed, as: UTF8.self)
  }

  private func plain(_ bytes: [UInt8]) -> String {
    let kept = bytes.filter { $0 > 0x20 && $0 != 0x7F && $0 != 0x22 && $0 != 0x3E }
    let text =
      kept.allSatisfy { $0 < 0x80 }
      ? String(decoding: kept, as: UTF8.self) : CharsetText(kept[...], named: nil, guess: guess).text
    return EncodedWords.oneLine(text).filter { !$0.isWhitespace }
  }

  private static func namesAnother(_ name: String, than address: String) -> Bool {
    guard name.contains("@") else { return false }
    let words = name.split { $0 == " " || $0 == "<" || $0 == ">" || $0 == "(" || $0 == ")" || $0 == "\"" || $0 == "'" }
    return words.contains { word in
      let at = word.firstIndex(of: "@")
      return at.map { $0 > word.startIndex && word[word.index(after: $0)...].contains(".") } == true
        && !word.isSameASCII(address)
    }
  }
}
