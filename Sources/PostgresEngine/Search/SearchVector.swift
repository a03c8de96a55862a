import Foundation
import SQLStorage

/// The words of a text as PostgreSQL's full text takes them, folded as FTS5 folds them on SQLite: without case, and
/// without the marks of Latin letters.
enum SearchVector {
  /// The server counts positions no further; beyond, they begin anew, so that neighbours stay neighbours.
  private static let positions = 16_383

  /// Empty where there is no word. Only letters, digits and marks are in a word, so nothing in it is syntax.
  static func text(of text: String, on desk: SearchedDesk) -> String {
    let words = SearchWord.indexed(text, behind: desk.code).split(separator: " ")
    return words.enumerated().map { "'\(folded($1))':\($0 % positions + 1)" }.joined(separator: " ")
  }

  /// The last part is a word's beginning; the others follow one another before it.
  static func query(for word: SearchWord, on desk: SearchedDesk) -> String {
    word.parts.map { "'\(folded(desk.code + $0))'" }.joined(separator: " <-> ") + ":*"
  }

  private static func folded(_ word: some StringProtocol) -> String {
    if word.utf8.allSatisfy({ $0 < 0x80 }) { return word.lowercased() }
    var folded = String.UnicodeScalarView()
    for scalar in word.unicodeScalars where !(0x300...0x36F).contains(scalar.value) {
      folded.append(contentsOf: lowercased(unmarked(scalar)).unicodeScalars)
    }
    return String(folded)
  }

  private static func unmarked(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xC0...0x24F, 0x1E00...0x1EFF:
      String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first ?? scalar
    default: scalar
    }
  }

  /// By way of the capital, where that is one letter: ς is a σ.
  private static func lowercased(_ scalar: Unicode.Scalar) -> String {
    let capital = scalar.properties.uppercaseMapping.unicodeScalars
    guard let only = capital.first, capital.count == 1 else { return scalar.properties.lowercaseMapping }
    return only.properties.lowercaseMapping
  }
}
