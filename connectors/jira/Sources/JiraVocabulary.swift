import ConnectorKit
import StrictJSON
import Ticketing

/// The statuses that Jira's own workflows come with, of Service Management and of plain projects, and how it writes text.
enum JiraVocabulary {
  static let vocabulary = Vocabulary(
    statuses: [
      NativeStatus("Open", "Open", .new),
      NativeStatus("To Do", "To Do", .new),
      NativeStatus("Waiting for support", "Waiting for support", .new),
      NativeStatus("Backlog", "Backlog", .new),
      NativeStatus("In Progress", "In Progress", .inProgress),
      NativeStatus("Work in progress", "Work in progress", .inProgress),
      NativeStatus("Reopened", "Reopened", .inProgress),
      NativeStatus("Selected for Development", "Selected for Development", .inProgress),
      NativeStatus("Under investigation", "Under investigation", .inProgress),
      NativeStatus("Under review", "Under review", .inProgress),
      NativeStatus("In Review", "In Review", .inProgress),
      NativeStatus("Implementing", "Implementing", .inProgress),
      NativeStatus("Escalated", "Escalated", .inProgress),
      NativeStatus("Waiting for customer", "Waiting for customer", .waitingForRequester),
      NativeStatus("Pending", "Pending", .onHold),
      NativeStatus("On Hold", "On Hold", .onHold),
      NativeStatus("Blocked", "Blocked", .onHold),
      NativeStatus("Waiting for approval", "Waiting for approval", .onHold),
      NativeStatus("Resolved", "Resolved", .resolved),
      NativeStatus("Done", "Done", .resolved),
      NativeStatus("Completed", "Completed", .resolved),
      NativeStatus("Closed", "Closed", .closed),
      NativeStatus("Canceled", "Canceled", .cancelled),
      NativeStatus("Cancelled", "Cancelled", .cancelled),
      NativeStatus("Declined", "Declined", .cancelled),
      NativeStatus("Rejected", "Rejected", .cancelled),
    ],
    transitions: .asked,
    priorities: [
      NativePriority("Highest", "Highest", .urgent), NativePriority("High", "High", .high),
      NativePriority("Medium", "Medium", .normal), NativePriority("Low", "Low", .low),
      NativePriority("Lowest", "Lowest", .low), NativePriority("Blocker", "Blocker", .urgent),
      NativePriority("Critical", "Critical", .high), NativePriority("Major", "Major", .normal),
      NativePriority("Minor", "Minor", .low), NativePriority("Trivial", "Trivial", .low),
    ],
    conversation: [.privateComments, .publicComments, .edits, .deletions, .files])

  /// A status by the name that the mapping is most likely to know it under: Jira's names differ in their capitals.
  static func status(_ name: String?) -> String? {
    guard let name else { return nil }
    return known(name)?.id ?? name
  }

  static func known(_ name: String) -> NativeStatus? {
    vocabulary.statuses.first { $0.id.lowercased() == name.lowercased() }
  }
}

/// Text as Jira writes it: documents of API 3 ("Atlassian Document Format"), and wiki text of API 2.
enum JiraText {
  /// The most characters that Jira takes in one text.
  static let longest = 32_767

  /// - Returns: nil for what is neither, or says nothing.
  static func read(_ value: JSONValue?) -> (body: String, format: Comment.Format)? {
    switch value {
    case .string(let wiki)?:
      let plain = wiki.replacing("\r\n", with: "\n")
      let text = WikiReader.text(plain)
      return text.isEmpty ? nil : (text, text == plain ? .text : .markdown)
    case .object?:
      let isFormatted = value.map(DocumentReader.isFormatted) ?? false
      var reader = DocumentReader(escapes: isFormatted)
      value.map { reader.read($0) }
      let text = reader.finish()
      return text.isEmpty ? nil : (text, isFormatted ? .markdown : .text)
    case .null?, .bool?, .number?, .array?, nil: return nil
    }
  }

  /// - Parameter asDocument: whether API 3 is spoken to.
  static func write(_ text: String, _ format: Comment.Format, asDocument: Bool) -> JSONValue {
    let blocks = Markup.blocks(text, format)
    return asDocument ? document(blocks) : .string(blocks.map(wiki).joined(separator: "\n\n"))
  }

  /// The text without what Jira would not take of it.
  static func fitting(_ text: String) -> (text: String, isCut: Bool) {
    let most = longest - 1_000
    guard text.unicodeScalars.count > most else { return (text, false) }
    return (String(String.UnicodeScalarView(text.unicodeScalars.prefix(most))) + " …", true)
  }

  /// The letters and digits alone: what two texts have in common whose marks were written in different ways.
  static func letters(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
  }
}

/// Written.
extension JiraText {
  private static func document(_ blocks: [MarkupBlock]) -> JSONValue {
    let content = blocks.map(node)
    return ["version": 1, "type": "doc", "content": .array(content.isEmpty ? [paragraph([])] : content)]
  }

  private static func node(_ block: MarkupBlock) -> JSONValue {
    switch block {
    case .paragraph(let spans): return paragraph(spans)
    case .heading(let level, let spans):
      return ["type": "heading", "attrs": ["level": .number(JSONNumber(Int64(level)))], "content": inline(spans)]
    case .code(let language, let text):
      let attributes: JSONValue = language.isEmpty ? [:] : ["language": .string(language)]
      let content: JSONValue = text.isEmpty ? [] : [["type": "text", "text": .string(text)]]
      return ["type": "codeBlock", "attrs": attributes, "content": content]
    case .list(let isOrdered, let items):
      let nodes = items.map { item -> JSONValue in ["type": "listItem", "content": [paragraph(item)]] }
      return ["type": isOrdered ? "orderedList" : "bulletList", "content": .array(nodes)]
    case .quote(let spans): return ["type": "blockquote", "content": [paragraph(spans)]]
    case .rule: return ["type": "rule"]
    }
  }

  private static func paragraph(_ spans: [MarkupSpan]) -> JSONValue { ["type": "paragraph", "content": inline(spans)] }

  private static func inline(_ spans: [MarkupSpan]) -> JSONValue {
    var nodes: [JSONValue] = []
    for span in spans {
      var marks: [JSONValue] = []
      if let link = span.link { marks.append(["type": "link", "attrs": ["href": .string(link)]]) }
      // Code goes with no other manner but a link's.
      if span.isCode { marks.append(["type": "code"]) }
      if span.isStrong, !span.isCode { marks.append(["type": "strong"]) }
      if span.isEmphasised, !span.isCode { marks.append(["type": "em"]) }
      for (place, line) in span.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if place > 0 { nodes.append(["type": "hardBreak"]) }
        guard !line.isEmpty else { continue }
        var node: JSONObject = ["type": "text", "text": .string(String(line))]
        if !marks.isEmpty { node.append("marks", .array(marks)) }
        nodes.append(.object(node))
      }
    }
    return .array(nodes)
  }

  private static func wiki(_ block: MarkupBlock) -> String {
    switch block {
    case .paragraph(let spans): wiki(spans)
    case .heading(let level, let spans): "h\(level). \(wiki(spans))"
    case .code(let language, let text):
      "{code\(language.isEmpty ? "" : ":\(language)")}\n\(text.replacing("{code}", with: "{ code}"))\n{code}"
    case .list(let isOrdered, let items):
      items.map { (isOrdered ? "# " : "* ") + wiki($0).replacing("\n", with: " \\\\ ") }.joined(separator: "\n")
    case .quote(let spans): "{quote}\n\(wiki(spans))\n{quote}"
    case .rule: "----"
    }
  }

  private static func wiki(_ spans: [MarkupSpan]) -> String {
    spans.map { span in
      var text = escaped(span.text)
      if span.isCode { text = "{{\(text)}}" }
      if span.isStrong { text = "*\(text)*" }
      if span.isEmphasised { text = "_\(text)_" }
      if let link = span.link { text = link == span.text ? "[\(link)]" : "[\(text.replacing("|", with: "/"))|\(link)]" }
      return text
    }.joined()
  }

  /// So that nothing which somebody wrote becomes a macro, a link or a picture.
  private static func escaped(_ text: String) -> String {
    var written = ""
    for character in text {
      if "{}[]!".contains(character) { written.append("\\") }
      written.append(character)
    }
    return written
  }
}

/// A document, read as Markdown, or as text where it has no other manner than that of plain words.
private struct DocumentReader {
  let escapes: Bool
  /// How many lists, quotes and tables are around it; those in still more are read for their words.
  private let depth: Int
  private var text = ""

  private static let deepest = 5
  private static let containers: Set<String> = [
    "bulletList", "taskList", "decisionList", "orderedList", "blockquote", "panel", "expand", "nestedExpand",
    "tableRow",
  ]

  init(escapes: Bool, depth: Int = 0) {
    self.escapes = escapes
    self.depth = depth
  }

  /// Whether there is more to it than paragraphs.
  static func isFormatted(_ node: JSONValue) -> Bool {
    switch node["type"]?.string ?? "" {
    case "doc", "paragraph", "hardBreak", "mention", "emoji", "inlineCard", "date", "mediaSingle", "mediaGroup",
      "media":
      node["content"]?.array?.contains(where: isFormatted) ?? false
    case "text": !(node["marks"]?.array ?? []).isEmpty
    case _: true
    }
  }

  mutating func read(_ node: JSONValue) {
    let content = node["content"]?.array ?? []
    let attributes = node["attrs"]
    let type = node["type"]?.string ?? ""
    if depth >= Self.deepest, Self.containers.contains(type) {
      for child in content { read(child) }
      return
    }
    switch type {
    case "text": add(words(node))
    case "hardBreak": text += "\n"
    case "paragraph": block(content)
    case "heading": block(content, before: String(repeating: "#", count: level(attributes)) + " ")
    case "codeBlock":
      begin()
      let code = content.compactMap { $0["text"]?.string }.joined()
      text += "```\(attributes?["language"]?.string ?? "")\n\(code)\n```\n"
    case "rule":
      begin()
      text += "---\n"
    case "bulletList", "taskList", "decisionList": items(content) { _ in "- " }
    case "orderedList": items(content) { "\($0 + 1). " }
    case "blockquote", "panel", "expand", "nestedExpand":
      var inner = DocumentReader(escapes: escapes, depth: depth + 1)
      if let title = attributes?["title"]?.string { inner.add(title + "\n") }
      for child in content { inner.read(child) }
      begin()
      text += inner.finish().split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)\n" }.joined()
    case "tableRow":
      let cells = content.map { cell in
        var inner = DocumentReader(escapes: escapes, depth: depth + 1)
        for child in cell["content"]?.array ?? [] { inner.read(child) }
        return inner.finish().replacing("\n", with: " ")
      }
      text += "| " + cells.joined(separator: " | ") + " |\n"
    case "mention": add("@" + (attributes?["text"]?.string ?? attributes?["id"]?.string ?? "").drop { $0 == "@" })
    case "emoji": add(attributes?["text"]?.string ?? attributes?["shortName"]?.string ?? "")
    case "inlineCard", "blockCard", "embedCard": add(attributes?["url"]?.string ?? "")
    case "status": add("[" + (attributes?["text"]?.string ?? "") + "]")
    case "date": add(attributes?["timestamp"]?.string ?? "")
    case "media", "mediaInline":
      add("[" + (attributes?["alt"]?.string ?? attributes?["id"]?.string ?? "file") + "]")
    case _:
      // What is not known is read for its words.
      if let words = node["text"]?.string { add(words) }
      for child in content { read(child) }
    }
  }

  func finish() -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.drop(while: \.isEmpty).joined(separator: "\n")
  }

  private func level(_ attributes: JSONValue?) -> Int { min(max(Int(attributes?["level"]?.integer ?? 1), 1), 6) }

  /// Behind an empty line.
  private mutating func begin() {
    if !text.isEmpty { text += text.hasSuffix("\n\n") ? "" : text.hasSuffix("\n") ? "\n" : "\n\n" }
  }

  private mutating func block(_ content: [JSONValue], before mark: String = "") {
    begin()
    text += mark
    for child in content { read(child) }
    text += "\n"
  }

  private mutating func items(_ nodes: [JSONValue], _ mark: (Int) -> String) {
    begin()
    for (place, node) in nodes.enumerated() {
      var inner = DocumentReader(escapes: escapes, depth: depth + 1)
      for child in node["content"]?.array ?? [] { inner.read(child) }
      let lines = inner.finish().split(separator: "\n").joined(separator: "\n  ")
      text += mark(place) + lines + "\n"
    }
  }

  private mutating func add(_ words: String) { text += words }

  private func words(_ node: JSONValue) -> String {
    let plain = node["text"]?.string ?? ""
    guard escapes else { return plain }
    var words = ""
    for character in plain {
      if "\\*_`[]<>".contains(character) { words.append("\\") }
      words.append(character)
    }
    for mark in node["marks"]?.array ?? [] {
      switch mark["type"]?.string ?? "" {
      case "code": words = "`\(plain)`"
      case "strong": words = "**\(words)**"
      case "em": words = "*\(words)*"
      case "strike": words = "~~\(words)~~"
      case "link": if let address = mark["attrs"]?["href"]?.string { words = "[\(words)](\(address))" }
      case _: break
      }
    }
    return words
  }
}

/// Wiki text, as Markdown: what is not known stays as it is written.
private enum WikiReader {
  static func text(_ wiki: String) -> String {
    var lines: [String] = []
    var isCode = false
    var isQuote = false
    for line in wiki.split(separator: "\n", omittingEmptySubsequences: false) {
      let bare = line.drop { $0 == " " }
      if let block = ["{code", "{noformat"].first(where: { bare.hasPrefix($0) }), let end = bare.firstIndex(of: "}"),
        bare[end...].dropFirst().allSatisfy(\.isWhitespace)
      {
        let language = bare[..<end].dropFirst(block.count).drop { $0 == ":" }.prefix { $0.isLetter || $0.isNumber }
        lines.append(isCode ? "```" : "```\(language)")
        isCode.toggle()
      } else if isCode {
        lines.append(String(line))
      } else if bare == "{quote}" {
        isQuote.toggle()
      } else {
        lines.append((isQuote ? "> " : "") + block(line))
      }
    }
    if isCode { lines.append("```") }
    return lines.joined(separator: "\n")
  }

  private static func block(_ line: Substring) -> String {
    if line.hasPrefix("h"), let level = line.dropFirst().first?.wholeNumberValue, (1...6).contains(level),
      line.dropFirst(2).hasPrefix(". ")
    {
      return String(repeating: "#", count: level) + " " + inline(line.dropFirst(4))
    }
    if line.hasPrefix("bq. ") { return "> " + inline(line.dropFirst(4)) }
    let marks = line.prefix { "*#-".contains($0) }
    if (1...6).contains(marks.count), line.dropFirst(marks.count).first == " ", let last = marks.last {
      let indent = String(repeating: "  ", count: marks.count - 1)
      return indent + (last == "#" ? "1. " : "- ") + inline(line.dropFirst(marks.count + 1))
    }
    return inline(line)
  }

  /// Links, mentions and code of a line; colours are left out. A mark's fellow is looked for so far only.
  private static func inline(_ line: Substring) -> String {
    let bytes = Array(line.utf8)
    var text: [UInt8] = []
    var index = 0
    func end(of mark: String, from start: Int, within furthest: Int = 400) -> Int? {
      let mark = Array(mark.utf8)
      let last = min(bytes.count - mark.count, start + furthest)
      guard start <= last else { return nil }
      return (start...last).first { bytes[$0...].starts(with: mark) }
    }
    while index < bytes.count {
      let rest = bytes[index...]
      if rest[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, "{}[]!*_-".utf8.contains(bytes[index + 1]) {
        text.append(bytes[index + 1])
        index += 2
      } else if rest[index] == UInt8(ascii: "["), let end = end(of: "]", from: index) {
        text += link(Substring(decoding: bytes[(index + 1)..<end], as: UTF8.self)).utf8
        index = end + 1
      } else if rest.starts(with: "{{".utf8), let end = end(of: "}}", from: index + 2) {
        text += [UInt8(ascii: "`")] + bytes[(index + 2)..<end] + [UInt8(ascii: "`")]
        index = end + 2
      } else if rest.starts(with: "{color".utf8), let end = end(of: "}", from: index, within: 40) {
        index = end + 1
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func link(_ inner: Substring) -> String {
    if inner.hasPrefix("~") { return "@" + inner.dropFirst().replacing("accountid:", with: "") }
    if inner.hasPrefix("^") { return "[" + inner.dropFirst() + "]" }
    let parts = inner.split(separator: "|")
    if parts.count >= 2, Markup.isSafe(link: String(parts[1])) { return "[\(parts[0])](\(parts[1]))" }
    return Markup.isSafe(link: String(inner)) ? "<\(inner)>" : "[\(inner)]"
  }
}
