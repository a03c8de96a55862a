/// What text without a charset, or with one that it is not in, looks like.
///
/// The charsets that mail without a label has had are tried, and the one is taken in which fewest bytes are lost and most
/// characters are such as people write one after the other: kana and common ideographs, Cyrillic in one case, letters of
/// Western Europe among ASCII.
enum CharsetGuess {
  /// No more is looked at to choose.
  private static let sample = 4_096

  static func text(_ bytes: ArraySlice<UInt8>) -> (text: String, lost: Int) {
    if bytes.contains(0x1B), let japanese = Conversion.text(bytes, from: .iso2022jp), japanese.lost == 0 {
      return japanese
    }
    // UTF-8 that was cut, or has a few bytes of something else in it.
    if let unicode = Conversion.text(bytes, from: .utf8), unicode.lost * 4 <= beyondASCII(bytes) - unicode.lost * 2 {
      return unicode
    }
    return Conversion.text(bytes, from: charset(of: bytes)) ?? (String(decoding: bytes, as: UTF8.self), 0)
  }

  /// Of those that are tried; not asked for what is UTF-8.
  static func charset(of bytes: ArraySlice<UInt8>) -> Charset {
    let sample = bytes.prefix(sample)
    var best: (charset: Charset, score: Int)?
    for charset in candidates {
      guard let told = Conversion.text(sample, from: charset) else { continue }
      let score = score(told.text) - told.lost * 12
      if best.map({ score > $0.score }) ?? true { best = (charset, score) }
    }
    return best?.charset ?? .windows1252
  }

  private static let candidates = [
    .windows1252, Charset(name: "CP1251"), Charset(name: "KOI8-R"), Charset(name: "GB18030"), Charset(name: "CP932"),
    Charset(name: "EUC-JP-MS"), Charset(name: "BIG5-HKSCS"), Charset(name: "UHC"), Charset(name: "CP1250"),
  ]

  private static func beyondASCII(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(into: 0) { $0 += $1 >= 0x80 ? 1 : 0 }
  }

  private enum Kind: Equatable { case latin, accented, upperCyrillic, lowerCyrillic, kana, ideograph, hangul, none }

  private static func score(_ text: String) -> Int {
    var score = 0
    var before = Kind.none
    for scalar in text.unicodeScalars {
      let kind = kind(scalar)
      defer { before = kind }
      guard scalar.value >= 0x80 else { continue }
      switch (kind, before) {
      case (.kana, .kana), (.kana, .ideograph), (.ideograph, .ideograph), (.ideograph, .kana), (.hangul, .hangul):
        score += isCommon(scalar) ? 3 : -1
      // One alone among letters is two bytes of something else.
      case (.ideograph, .latin), (.hangul, .latin), (.kana, .latin): score -= 2
      case (.ideograph, _), (.hangul, _), (.kana, _): score += isCommon(scalar) ? 0 : -2
      case (.lowerCyrillic, .lowerCyrillic), (.lowerCyrillic, .upperCyrillic): score += 2
      case (.lowerCyrillic, .latin), (.upperCyrillic, .lowerCyrillic), (.upperCyrillic, .latin): score -= 2
      case (.lowerCyrillic, _), (.upperCyrillic, _): score += 1
      case (.accented, .latin): score += usual.contains(scalar) ? 2 : -1
      case (.accented, .none): score += usual.contains(scalar) ? 1 : -1
      // Hardly a word has two letters with accents side by side.
      case (.accented, _), (.latin, _): score -= 2
      case (.none, _): score += signs.contains(scalar) ? 0 : -3
      }
    }
    return score
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A: .latin
    case 0xC0...0x24F: .accented
    case 0x410...0x42F, 0x401: .upperCyrillic
    case 0x430...0x45F: .lowerCyrillic
    case 0x3040...0x30FF: .kana
    case 0x3400...0x9FFF, 0xFF01...0xFF60: .ideograph
    case 0xAC00...0xD7A3: .hangul
    case _: .none
    }
  }

  /// Ideographs that are not among those of Unicode's first version are in hardly any mail.
  private static func isCommon(_ scalar: Unicode.Scalar) -> Bool {
    !(0x3400...0x4DFF).contains(scalar.value) && scalar.value != 0x9FFF
  }

  private static let usual = Set("äöüÄÖÜßéèêëàâáãåçñóòôõøúùûíìîïæœÉÈÀÅØÆÇÑÁÍÓÚ".unicodeScalars)
  private static let signs = Set("«»“”‘’„–—…€£§°·•©®™ºª¿¡´、。「」・ー　！？".unicodeScalars)
}
