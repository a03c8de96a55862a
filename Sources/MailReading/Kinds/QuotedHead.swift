import MessageFormat

/// The head of a mail that a server put back into its words.
enum QuotedHead {
  /// Fields by which a head is known from other lines with a colon in them.
  private static let known: Set<String> = [
    "received", "return-path", "message-id", "from", "to", "subject", "date", "mime-version", "content-type",
    "x-mailer",
    "delivered-to", "reply-to", "dkim-signature",
  ]

  /// The first run of lines in a text that is a head, and where in the text it begins.
  static func find(in text: String) -> HeaderFields? { place(in: text)?.head }

  static func place(in text: String) -> (head: HeaderFields, line: Int)? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var start: Int?
    var hits = 0
    for (index, line) in lines.enumerated().prefix(20_000) {
      let bare = line.hasPrefix(">") ? line.dropFirst().drop { $0 == " " } : line
      let name = bare.prefix(40).prefix { $0 != ":" }
      let isField = name.endIndex < bare.endIndex && bare[name.endIndex] == ":" && !name.isEmpty && !name.contains(" ")
      if isField {
        if start == nil { start = index }
        if known.contains(name.lowercased()) { hits += 1 }
      } else if start == nil || !(line.hasPrefix(" ") || line.hasPrefix("\t")) || bare.isEmpty {
        if hits >= 3, let start { return (head(lines[start..<index]), start) }
        (start, hits) = (nil, 0)
      }
    }
    guard hits >= 3, let start else { return nil }
    return (head(lines[start...]), start)
  }

  private static func head(_ lines: ArraySlice<Substring>) -> HeaderFields {
    let bare = lines.map { $0.hasPrefix(">") ? $0.dropFirst().drop { $0 == " " } : $0 }
    return HeaderFields.groups(Array(bare.joined(separator: "\n").utf8)[...]).first ?? HeaderFields()
  }
}
