import Foundation

/// A word as somebody looks for it: a run of letters and digits, found as a word's beginning.
///
/// Scripts that write no spaces are cut into overlapping pairs of characters, so that what stands inside a sentence is
/// found too; such a word has several parts, which follow one another.
package struct SearchWord: Sendable, Hashable {
  package let parts: [String]

  /// More words than these are not looked for.
  package static let maximumWords = 16
  /// Longer words are indexed, and looked for, by their beginning.
  static let maximumBytes = 64

  /// The words of what somebody typed. No mark or operator in it has any meaning.
  package static func words(in text: String) -> [SearchWord] {
    var words: [SearchWord] = []
    for run in TextRun.runs(of: text) where words.count < maximumWords {
      switch run {
      case .spaced(let word): words.append(SearchWord(parts: [word]))
      case .unspaced(let characters):
        words.append(SearchWord(parts: characters.count == 1 ? characters : pairs(characters)))
      }
    }
    return words
  }

  /// The words of a text to be indexed, each behind a code, with a space between them.
  package static func indexed(_ text: String, behind code: String) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count * 2)
    if let ascii = text.utf8.withContiguousStorageIfAvailable({ bytes in
      bytes.allSatisfy { $0 < 0x80 } ? appendWords(of: bytes, behind: Array(code.utf8), to: &output) : nil
    }), ascii != nil {
      return String(decoding: output, as: UTF8.self)
    }
    func append(_ part: String) {
      output.append(contentsOf: code.utf8)
      output.append(contentsOf: part.utf8)
      output.append(0x20)
    }
    for run in TextRun.runs(of: text) {
      switch run {
      case .spaced(let word): append(word)
      case .unspaced(let characters):
        pairs(characters).forEach(append)
        characters.last.map(append)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func pairs(_ characters: [String]) -> [String] { zip(characters, characters.dropFirst()).map(+) }

  /// The usual case, in one pass.
  private static func appendWords(
    of bytes: UnsafeBufferPointer<UInt8>, behind code: [UInt8], to output: inout [UInt8]
  ) -> Void? {
    var length = 0
    for byte in bytes {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
        if length == 0 { output.append(contentsOf: code) }
        length += 1
        if length <= maximumBytes { output.append(byte) }
      default:
        if length > 0 { output.append(0x20) }
        length = 0
      }
    }
    return ()
  }
}
