/// The patterns of `LIKE` by which a name is found that begins so, or has a word that does; `!` stands before what would
/// mean something else in a pattern.
enum BeginningPattern {
  /// No name is as long, and `LIKE` takes no pattern of 50,000 bytes.
  private static let longest = 4_000

  static func values(_ text: String) -> [SQLValue] {
    let beginning = String(decoding: text.utf8.prefix(longest), as: UTF8.self)
    let plain = beginning.foldedForComparing.reduce(into: "") { pattern, character in
      if "!%_".contains(character) { pattern.append("!") }
      pattern.append(character)
    }
    return [.text("\(plain)%"), .text("% \(plain)%")]
  }
}
