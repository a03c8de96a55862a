import Foundation

/// Text on its way into a header. Nothing of it can end the header and begin another one: what could is no text any more
/// when it gets there, whatever a server between here and there takes for the end of a line.
package struct HeaderText: Sendable, Equatable {
  /// One line or several, folded (RFC 5322, 2.2.3); ASCII alone.
  package let encoded: String

  /// So many bytes of UTF-8 make an encoded word of at most 75 characters (RFC 2047, 2).
  private static let wordBytes = 45
  /// A subject longer than this, in characters, is cut.
  private static let limit = 200

  /// For a header of free words, as the subject is.
  package init(subject text: String) {
    self.init(text) { (0x20...0x7E).contains($0.value) }
  }

  /// For the name before an address: what is not plain words is encoded, so that it needs no quotation marks.
  package init(name text: String) {
    self.init(text) { scalar in
      scalar == " " || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }
  }

  private init(_ text: String, isPlain: (Unicode.Scalar) -> Bool) {
    let line = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.endsLines ? " " : $0 }))
    let words = String(line.trimmingCharacters(in: .whitespaces).prefix(Self.limit))
    if words.utf8.count <= 60, words.unicodeScalars.allSatisfy(isPlain), !words.contains("=?") {
      encoded = words
    } else {
      encoded = Self.pieces(words).map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }
        .joined(separator: "\r\n ")
    }
  }

  /// Whole scalars in each piece (RFC 2047, 5).
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for scalar in text.unicodeScalars {
      if piece.utf8.count + UTF8.width(scalar) > wordBytes {
        pieces.append(piece)
        piece = ""
      }
      piece.unicodeScalars.append(scalar)
    }
    return pieces + [piece]
  }
}

extension Unicode.Scalar {
  /// Control characters, and what Unicode calls a line's or paragraph's end.
  fileprivate var endsLines: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: true
    default: false
    }
  }
}
