import Foundation

/// A word as somebody looks for it, or as a text has it: letters and digits in one form, without case and without the marks
/// that people leave out.
enum SearchedWord: Equatable {
  /// Of a script that parts words by spaces; found as a word's beginning.
  case spaced(String)
  /// Characters of a script that does not; found wherever they follow one another.
  case unspaced([String])

  /// More words than these are not looked for.
  static let maximumWords = 16
  /// Longer words count by their beginning.
  private static let maximumBytes = 64

  /// The words of a text. No mark or operator in it has any meaning.
  static func words(in text: String) -> [SearchedWord] {
    var words: [SearchedWord] = []
    var word = ""
    var characters: [String] = []
    func end() {
      if !word.isEmpty { words.append(.spaced(word)) }
      if !characters.isEmpty { words.append(.unspaced(characters)) }
      (word, characters) = ("", [])
    }
    for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
      switch Sign(scalar) {
      case .leftOut: continue
      case .letter:
        if !characters.isEmpty { end() }
        if word.utf8.count < maximumBytes { word += scalar.folded }
      case .unspacedLetter:
        if !word.isEmpty { end() }
        characters.append(String(scalar))
      case .mark:
        if characters.isEmpty {
          if !word.isEmpty { word.unicodeScalars.append(scalar) }
        } else {
          characters[characters.count - 1].unicodeScalars.append(scalar)
        }
      case .other: end()
      }
    }
    end()
    return words
  }

  /// Whether this word, which somebody looks for, is found in a word of a text.
  func isFound(in other: SearchedWord) -> Bool {
    switch (self, other) {
    case (.spaced(let wanted), .spaced(let word)): word.hasPrefix(wanted)
    case (.unspaced(let wanted), .unspaced(let characters)):
      characters.indices.contains { characters[$0...].starts(with: wanted) }
    case (.spaced, .unspaced), (.unspaced, .spaced): false
    }
  }
}

/// What a character is to the search.
private enum Sign {
  case letter
  case unspacedLetter
  /// An accent, which people leave out.
  case leftOut
  case mark
  case other

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: self = .letter
    case 0..<0x80: self = .other
    case 0x300...0x36F: self = .leftOut
    default: self = Sign(category: scalar.properties.generalCategory, of: scalar)
    }
  }

  private init(category: Unicode.GeneralCategory, of scalar: Unicode.Scalar) {
    switch category {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      self = scalar.isOfUnspacedScript ? .unspacedLetter : .letter
    case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol,
      .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format, .surrogate, .privateUse, .unassigned:
      self = .other
    @unknown default: self = .other
    }
  }
}

extension Unicode.Scalar {
  /// Without case; ς is the σ at a word's end.
  fileprivate var folded: String { value == 0x3C2 ? "σ" : properties.lowercaseMapping }

  /// Han, kana, Thai, Lao, Burmese, Khmer.
  fileprivate var isOfUnspacedScript: Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x3007, 0x3040...0x30FF, 0x31F0...0x31FF,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
