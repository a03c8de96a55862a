/// The patterns of `LIKE` by which a name is found that begins so, or has a word that does; `!` stands before what would
/// mean something else in a pattern.
enum BeginningPattern {
  static func values(_ text: String) -> [SQLValue] {
    let plain = text.foldedForComparing.reduce(into: "") { pattern, character in
      if "!%_".contains(character) { pattern.append("!") }
      pattern.append(character)
    }
    return [.text("\(plain)%"), .text("% \(plain)%")]
  }
}
