/// What text from outside may hold, wherever it comes from: a JSON body, a form, a file's name.
///
/// All rules look at Unicode scalars: `"\r\n"` is one Character, and a filter on Characters lets it pass.
package enum TextRule {
  /// One line: a subject, a name, a tag.
  ///
  /// Spaces around it are taken off. Refused are control characters (tab, line feed and U+0085 too), the separators
  /// U+2028 and U+2029, and the characters that turn the direction of text around (U+202A–U+202E, U+2066–U+2069).
  /// Text of spaces and invisible characters only is empty.
  package static func line(
    _ text: String, max limitInBytes: Int, mayBeEmpty: Bool = false
  ) throws(JSONProblem.Reason) -> String {
    let trimmed = withoutSpacesAround(text)
    guard trimmed.utf8.count <= limitInBytes else { throw .tooLong(limitInBytes: limitInBytes) }
    for scalar in trimmed.unicodeScalars where breaksOrTurnsALine(scalar) { throw .forbiddenCharacter(scalar) }
    guard mayBeEmpty || hasSomethingToSee(trimmed) else { throw .empty }
    return trimmed
  }

  /// Many lines: a description, a comment. `\r\n` becomes `\n`; nothing is taken off.
  ///
  /// Control characters other than line feed and tab are refused. Text of white space only is empty.
  package static func text(
    _ text: String, max limitInBytes: Int, mayBeEmpty: Bool = false
  ) throws(JSONProblem.Reason) -> String {
    let text = withLineFeeds(text)
    guard text.utf8.count <= limitInBytes else { throw .tooLong(limitInBytes: limitInBytes) }
    for scalar in text.unicodeScalars where isControl(scalar) && scalar != "\n" && scalar != "\t" {
      throw .forbiddenCharacter(scalar)
    }
    guard mayBeEmpty || hasSomethingToSee(text) else { throw .empty }
    return text
  }

  package static func breaksOrTurnsALine(_ scalar: Unicode.Scalar) -> Bool {
    isControl(scalar) || (0x2028...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }

  /// NUL to U+001F, and U+007F to U+009F.
  package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || (!scalar.isASCII && scalar.properties.generalCategory == .spaceSeparator)
  }

  private static func withoutSpacesAround(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }), let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    guard first != scalars.startIndex || scalars.index(after: last) != scalars.endIndex else { return text }
    return String(scalars[first...last])
  }

  private static func hasSomethingToSee(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      scalar.isASCII
        ? scalar.value > 0x20
        : !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func withLineFeeds(_ text: String) -> String {
    guard text.utf8.contains(0x0D) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if byte == 0x0A, bytes.last == 0x0D { bytes.removeLast() }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
