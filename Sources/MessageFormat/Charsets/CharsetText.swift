/// Bytes of a mail as text: in the charset that is named, where that can be true, else in the one that they look like.
///
/// A name is not believed where the bytes are valid UTF-8 with characters beyond ASCII in it, which text of another charset
/// is by chance hardly ever, or where they cannot be in the charset that is named.
package struct CharsetText: Sendable, Equatable {
  package let text: String
  package private(set) var faults: Set<MessageFault> = []

  /// - Parameter hint: a charset that is named elsewhere in the mail; believed before the bytes' looks are
  package init(_ bytes: ArraySlice<UInt8>, named label: String?, hint: String? = nil) {
    self.init(bytes, named: label, hint: hint, guess: nil)
  }

  /// - Parameter guess: what a longer piece, which the bytes are of, looks like
  init(_ bytes: ArraySlice<UInt8>, named label: String?, hint: String? = nil, guess: Charset?) {
    var bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let charset = label.flatMap { Charset(label: $0) }
    if label.map({ !$0.isEmpty }) == true, charset == nil { faults.insert(.charsetUnknown) }
    let isASCII = bytes.allSatisfy { $0 < 0x80 && $0 != 0x1B && $0 != 0 }
    if isASCII, charset?.name != "UTF-7" {
      text = String(decoding: bytes, as: UTF8.self)
      return
    }
    if let charset, Self.switches(charset, bytes), let told = Conversion.text(bytes, from: charset) {
      text = told.text
      if told.lost > 0 { faults.insert(.charactersLost) }
      return
    }
    if let valid = String(validating: bytes, as: UTF8.self), charset != nil || !bytes.contains(0x1B) {
      if let charset, charset != .utf8 { faults.insert(.charsetWrong) }
      text = valid
      return
    }
    if let charset, let told = Conversion.text(bytes, from: charset), told.lost * 50 <= bytes.count {
      text = told.text
      if told.lost > 0 { faults.insert(.charactersLost) }
      return
    }
    if charset != nil { faults.insert(.charsetWrong) }
    if let hinted = hint.flatMap({ Charset(label: $0) }), hinted != .utf8, hinted != .windows1252,
      let told = Conversion.text(bytes, from: hinted), told.lost == 0
    {
      text = told.text
      return
    }
    let guessed = guess.flatMap { Conversion.text(bytes, from: $0) } ?? CharsetGuess.text(bytes)
    text = guessed.text
    if guessed.lost > 0 { faults.insert(.charactersLost) }
  }

  /// Whether the charset is of two bytes a character, or changes by escapes: such bytes are not looked at as UTF-8.
  private static func switches(_ charset: Charset, _ bytes: ArraySlice<UInt8>) -> Bool {
    switch charset.name {
    case "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-7": true
    case "ISO-2022-JP-3", "ISO-2022-KR": bytes.contains(0x1B) || bytes.contains(0x0E)
    case _: false
    }
  }
}
