/// Words of a response, as far as they are looked at.
struct IMAPText {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The words between spaces and brackets, in capitals.
  var words: [String] {
    bytes.split { " ()[]".utf8.contains($0) }.prefix(1_000).map { String(decoding: $0, as: UTF8.self).uppercased() }
  }

  /// The number that follows a word; nil where there is none of 32 bits.
  func number(after word: String) -> UInt32? {
    let words = words
    guard let place = words.firstIndex(of: word), place + 1 < words.count else { return nil }
    return UInt32(words[place + 1])
  }

  func number64(after word: String) -> Int? {
    let words = words
    guard let place = words.firstIndex(of: word), place + 1 < words.count else { return nil }
    return Int(words[place + 1])
  }

  /// What a person is shown of it: one line of visible characters, at most 200.
  var shown: String {
    let visible = String(decoding: bytes, as: UTF8.self).unicodeScalars
      .filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && ![0x2028, 0x2029].contains($0.value) }
    return String(String.UnicodeScalarView(visible.prefix(200)))
  }

  /// The string in quotation marks behind these bytes; nil where none follows.
  func quoted(after prefix: String) -> [UInt8]? {
    let prefix = Array((prefix + " \"").utf8)
    guard bytes.count > prefix.count,
      let start = (0...(bytes.count - prefix.count)).first(where: { bytes[$0...].starts(with: prefix) })
    else { return nil }
    var (text, isEscaped): ([UInt8], Bool) = ([], false)
    for byte in bytes[(start + prefix.count)...] {
      switch byte {
      case _ where isEscaped:
        text.append(byte)
        isEscaped = false
      case UInt8(ascii: "\\"): isEscaped = true
      case UInt8(ascii: "\""): return text
      case _: text.append(byte)
      }
    }
    return nil
  }
}
