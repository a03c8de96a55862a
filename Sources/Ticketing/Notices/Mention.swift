import Foundation

/// A place where somebody names a colleague: `@`, and as much of the name as is needed to know whom it means.
package struct Mention: Sendable, Equatable {
  /// What a name, or an address, has to begin with.
  package let word: String
  /// The rest of the line, the word with it: a name may go on.
  private let line: String

  /// More in one text are passed over.
  package static let limit = 20

  private init(_ line: Substring) {
    var word = line.prefix { $0.isLetter || $0.isNumber || "._-'’".contains($0) }
    while let last = word.last, !last.isLetter, !last.isNumber { word.removeLast() }
    self.word = String(word)
    self.line = String(line)
  }

  /// In the order of the text. What is quoted, and an address of mail, mentions nobody.
  package static func all(in text: String) -> [Mention] {
    guard text.utf8.contains(0x40) else { return [] }
    var found: [Mention] = []
    for line in text.split(whereSeparator: \.isNewline) where line.drop(while: \.isWhitespace).first != ">" {
      for place in line.indices where line[place] == "@" {
        let before = place == line.startIndex ? nil : line[line.index(before: place)]
        guard before.map({ !$0.isLetter && !$0.isNumber }) ?? true else { continue }
        let mention = Mention(line[line.index(after: place)...])
        if !mention.word.isEmpty { found.append(mention) }
        if found.count == limit { return found }
      }
    }
    return found
  }

  /// Whom it means: the person whose whole name stands there, the longest where there are several; else the only one whose
  /// first name, or whose address up to its `@`, it is.
  ///
  /// - Parameter people: those whose name or address begins with the word.
  package func meant(among people: [Agent]) -> Agent? {
    let whole = people.filter { stands($0.name) }
    if let longest = whole.map(\.name.count).max() {
      let found = whole.filter { $0.name.count == longest }
      return found.count == 1 ? found.first : nil
    }
    let short = people.filter { person in
      [person.name.split(separator: " ").first, person.email.text.split(separator: "@").first]
        .contains { $0?.lowercased() == word.lowercased() }
    }
    return short.count == 1 ? short.first : nil
  }

  /// Whether the name stands there, and is not the beginning of a longer word.
  private func stands(_ name: String) -> Bool {
    guard !name.isEmpty, let range = line.range(of: name, options: [.anchored, .caseInsensitive]) else { return false }
    return range.upperBound == line.endIndex || !(line[range.upperBound].isLetter || line[range.upperBound].isNumber)
  }
}
