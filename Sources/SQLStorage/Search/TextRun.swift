import Foundation

/// A piece of text between what is neither letter nor digit.
enum TextRun: Equatable {
  /// A word of a script that parts words by spaces.
  case spaced(String)
  /// Characters of a script that does not.
  case unspaced([String])

  static func runs(of text: String) -> [TextRun] {
    var runs: [TextRun] = []
    var word = String.UnicodeScalarView()
    var wordBytes = 0
    var characters: [String] = []
    func endWord() {
      if !word.isEmpty { runs.append(.spaced(String(word))) }
      word = String.UnicodeScalarView()
      wordBytes = 0
    }
    func endCharacters() {
      if !characters.isEmpty { runs.append(.unspaced(characters)) }
      characters = []
    }
    for written in composed(text).unicodeScalars {
      let scalar = unaccented(written)
      switch kind(of: scalar) {
      case .letter:
        endCharacters()
        wordBytes += UTF8.width(scalar)
        if wordBytes <= SearchWord.maximumBytes { word.append(scalar) }
      case .unspacedLetter:
        endWord()
        characters.append(String(scalar))
      case .mark:
        if !characters.isEmpty {
          characters[characters.count - 1].unicodeScalars.append(scalar)
        } else if !word.isEmpty, wordBytes <= SearchWord.maximumBytes {
          word.append(scalar)
        }
      case .other:
        endWord()
        endCharacters()
      }
    }
    endWord()
    endCharacters()
    return runs
  }

  /// One form for what may be written in two, as é is.
  private static func composed(_ text: String) -> String {
    text.unicodeScalars.contains { (0x300...0x36F).contains($0.value) || (0x1100...0x11FF).contains($0.value) }
      ? text.precomposedStringWithCanonicalMapping : text
  }

  /// Greek letters without tonos and breathings, and ё as е: people leave them out. The engines do the same for Latin ones.
  private static func unaccented(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x386...0x3CE, 0x1F00...0x1FFF, 0x401, 0x451:
      String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first ?? scalar
    default: scalar
    }
  }

  private enum Kind {
    case letter
    case unspacedLetter
    case mark
    case other
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return .letter
    case 0..<0x80: return .other
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      return writesNoSpaces(scalar.value) ? .unspacedLetter : .letter
    case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol,
      .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format, .surrogate, .privateUse, .unassigned:
      return .other
    @unknown default: return .other
    }
  }

  /// Han, kana, Thai, Lao, Burmese, Khmer.
  private static func writesNoSpaces(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x3007, 0x3040...0x30FF, 0x31F0...0x31FF,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
