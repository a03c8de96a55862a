import StrictJSON

/// What strangers write, made into text that the desk keeps: mail may hold anything, and is never refused for it.
package enum MailText {
  /// Many lines; control characters other than line feed and tab are left out, and what is beyond so many bytes.
  package static func lines(_ text: String, max limitInBytes: Int) -> String {
    var kept = String.UnicodeScalarView()
    var bytes = 0
    var last: Unicode.Scalar = "\n"
    for scalar in text.unicodeScalars {
      defer { last = scalar }
      let taken: Unicode.Scalar = scalar == "\r" ? "\n" : scalar
      if scalar == "\n", last == "\r" { continue }
      if TextRule.isControl(taken), taken != "\n", taken != "\t" { continue }
      bytes += UTF8.width(taken)
      guard bytes <= limitInBytes else { break }
      kept.append(taken)
    }
    return trimmed(String(kept))
  }

  /// One line: what would break or turn it becomes a space.
  package static func line(_ text: String, max limitInBytes: Int) -> String {
    var kept = String.UnicodeScalarView()
    var bytes = 0
    var wasSpace = true
    for scalar in text.unicodeScalars {
      let isSpace = scalar == " " || TextRule.breaksOrTurnsALine(scalar) || scalar.properties.isWhitespace
      if isSpace, wasSpace { continue }
      wasSpace = isSpace
      let taken: Unicode.Scalar = isSpace ? " " : scalar
      bytes += UTF8.width(taken)
      guard bytes <= limitInBytes else { break }
      kept.append(taken)
    }
    return trimmed(String(kept))
  }

  private static func trimmed(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 }) else {
      return ""
    }
    // The first line may begin with spaces that mean something.
    let start = bytes[..<first].lastIndex(of: 0x0A).map { bytes.index(after: $0) } ?? bytes.startIndex
    return String(text[start...last])
  }
}
