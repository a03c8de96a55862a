/// What mail programs put before a subject, in the languages of their users: `Re:`, `AW:`, `Sv:`, `回复：`.
package enum SubjectPrefix {
  private static let replies: Set<String> = [
    "re", "aw", "antw", "antwoord", "sv", "vs", "ref", "rif", "r", "res", "rép", "rep", "odp", "ynt", "yanıt", "отв",
    "ответ", "回复", "回覆",
    "答复", "答覆", "返信", "vá", "atb", "απ", "σχετ",
  ]
  private static let forwards: Set<String> = [
    "fw", "fwd", "wg", "tr", "doorst", "vb", "vl", "vl.", "rv", "enc", "i", "pd", "ilt", "пер", "转发", "轉寄", "転送",
    "továbbítás", "προς",
  ]

  package static func isReply(_ subject: String) -> Bool {
    first(subject[...]).map { replies.contains($0.word) } ?? false
  }
  package static func isForward(_ subject: String) -> Bool {
    first(subject[...]).map { forwards.contains($0.word) } ?? false
  }

  /// The subject without any of them.
  package static func stripped(_ subject: String) -> String {
    var rest = subject[...]
    while let found = first(rest), replies.contains(found.word) || forwards.contains(found.word) { rest = found.rest }
    return String(rest.drop(while: \.isWhitespace))
  }

  /// A short word before a colon, perhaps with a count: `Re[2]:`, `AW(3):`.
  private static func first(_ subject: Substring) -> (word: String, rest: Substring)? {
    let start = subject.drop(while: \.isWhitespace)
    guard let colon = start.prefix(16).firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let word = start[..<colon].prefix { $0 != "[" && $0 != "(" && !$0.isNumber && !$0.isWhitespace && $0 != "^" }
    let count = start[word.endIndex..<colon]
    let isCount = count.first.map { "[(^".contains($0) } ?? true
    guard !word.isEmpty, isCount || count.allSatisfy(\.isWhitespace),
      count.allSatisfy({ "[]()^ ".contains($0) || $0.isNumber || $0.isWhitespace })
    else { return nil }
    return (word.lowercased(), start[start.index(after: colon)...])
  }
}
