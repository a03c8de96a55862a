import MessageFormat

/// What a lawyer had a server put below every mail: a long paragraph that calls the mail confidential.
enum Disclaimer {
  private static let shortest = 100

  /// The paragraphs at the end of a range that are such.
  static func paragraphs(_ lines: [ReplyLines.Line], in range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var end = range.upperBound
    // From below, up to the first paragraph that is something else; a few lines of an address may stand between.
    var others = 0
    while end > range.lowerBound, others < 3 {
      while end > range.lowerBound, lines[end - 1].isEmpty { end -= 1 }
      guard end > range.lowerBound else { break }
      let start = lines[range.lowerBound..<end].lastIndex { $0.isEmpty }.map { $0 + 1 } ?? range.lowerBound
      if isOne(lines[start..<end]), start > range.lowerBound {
        found.append(start..<end)
      } else {
        others += 1
      }
      end = start
    }
    return found
  }

  private static func isOne(_ lines: ArraySlice<ReplyLines.Line>) -> Bool {
    let length = lines.reduce(into: 0) { $0 += $1.bare.utf8.count }
    guard (shortest...8_192).contains(length) else {
      return lines.count <= 2
        && lines.contains { line in
          let lower = line.isShort ? line.bare.lowercased() : ""
          return ReplyWords.environment.isIn(lower)
        }
    }
    let lower = lines.map { $0.bare.lowercased() }.joined(separator: " ")
    return ReplyWords.secrets.isIn(lower) && ReplyWords.recipients.isIn(lower) && ReplyWords.mails.isIn(lower)
  }
}
