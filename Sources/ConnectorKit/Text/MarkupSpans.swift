/// Finds code, emphasis and links in a block of Markdown. A mark without its fellow is a character like any other.
struct MarkupSpans {
  private let text: [Character]
  private let depth: Int
  /// Up to where marks were looked for and not found: what a stranger wrote costs little more than its length.
  private var barren: [[Character]: Int] = [:]

  /// A mark's fellow is looked for so far.
  private static let furthest = 1_000
  /// How many manners may stand in one another.
  private static let deepest = 4

  private init(_ text: ArraySlice<Character>, depth: Int) {
    self.text = Array(text)
    self.depth = depth
  }

  static func read(_ text: Substring) -> [MarkupSpan] {
    var reader = MarkupSpans(ArraySlice(text), depth: 0)
    return reader.spans(in: MarkupSpan(""))
  }

  private mutating func spans(in manner: MarkupSpan) -> [MarkupSpan] {
    var spans: [MarkupSpan] = []
    var plain = ""
    var index = 0
    while index < text.count {
      if text[index] == "\\", index + 1 < text.count, "\\`*_[]<>#-!~".contains(text[index + 1]) {
        plain.append(text[index + 1])
        index += 2
        continue
      }
      guard let found = marked(at: index, manner) else {
        plain.append(text[index])
        index += 1
        continue
      }
      if !plain.isEmpty { spans.append(manner.saying(plain)) }
      plain = ""
      spans += Self.spans(found.inner, found.manner, depth + 1)
      index = found.next
    }
    if !plain.isEmpty { spans.append(manner.saying(plain)) }
    return spans
  }

  private static func spans(_ inner: ArraySlice<Character>, _ manner: MarkupSpan, _ depth: Int) -> [MarkupSpan] {
    guard !manner.isCode, depth <= deepest else { return [manner.saying(String(inner))] }
    var reader = MarkupSpans(inner, depth: depth)
    return reader.spans(in: manner)
  }

  private struct Marked {
    let inner: ArraySlice<Character>
    var manner: MarkupSpan
    let next: Int
  }

  private mutating func marked(at index: Int, _ manner: MarkupSpan) -> Marked? {
    switch text[index] {
    case "`":
      guard let end = fellow(of: ["`"], from: index + 1) else { return nil }
      var found = Marked(inner: text[(index + 1)..<end], manner: manner, next: end + 1)
      found.manner.isCode = true
      return found
    case "*", "_": return emphasis(at: index, manner)
    case "[": return link(at: index, manner)
    case "<":
      guard let end = fellow(of: [">"], from: index + 1) else { return nil }
      let address = String(text[(index + 1)..<end])
      guard Markup.isSafe(link: address) else { return nil }
      var found = Marked(inner: text[(index + 1)..<end], manner: manner, next: end + 1)
      found.manner.link = address
      return found
    case _: return nil
    }
  }

  private mutating func emphasis(at start: Int, _ manner: MarkupSpan) -> Marked? {
    let mark = text[start]
    // `snake_case` is one word.
    if mark == "_", start > 0, text[start - 1].isLetter || text[start - 1].isNumber { return nil }
    let isStrong = start + 1 < text.count && text[start + 1] == mark
    let marks = isStrong ? [mark, mark] : [mark]
    let first = start + marks.count
    guard first < text.count, !text[first].isWhitespace, let end = fellow(of: marks, from: first), end > first,
      !text[end - 1].isWhitespace
    else { return nil }
    let next = end + marks.count
    if mark == "_", next < text.count, text[next].isLetter || text[next].isNumber { return nil }
    var found = Marked(inner: text[first..<end], manner: manner, next: next)
    if isStrong { found.manner.isStrong = true } else { found.manner.isEmphasised = true }
    return found
  }

  private mutating func link(at start: Int, _ manner: MarkupSpan) -> Marked? {
    guard let middle = fellow(of: ["]", "("], from: start + 1), middle > start + 1,
      let end = fellow(of: [")"], from: middle + 2)
    else { return nil }
    let address = String(text[(middle + 2)..<end])
    guard Markup.isSafe(link: address), !address.contains(where: \.isWhitespace) else { return nil }
    var found = Marked(inner: text[(start + 1)..<middle], manner: manner, next: end + 1)
    found.manner.link = address
    return found
  }

  private mutating func fellow(of marks: [Character], from start: Int) -> Int? {
    let end = min(text.count - marks.count, start + Self.furthest)
    let first = max(start, barren[marks, default: -1] + 1)
    guard first <= end else { return nil }
    for index in first...end where text[index] == marks[0] && (marks.count == 1 || text[index + 1] == marks[1]) {
      return index
    }
    barren[marks] = end
    return nil
  }
}

extension MarkupSpan {
  fileprivate func saying(_ text: String) -> MarkupSpan {
    var span = self
    span.text = text
    return span
  }
}
