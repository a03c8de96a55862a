import MailHTML
import MessageFormat

/// Finds a mail's words among its parts, and what else came with them.
struct MailWords<Source: MessageBytes> {
  private let message: Message
  private let source: Source
  private let limits: MessageLimits
  private(set) var files: [MailFile] = []
  private(set) var faults: Set<MessageFault> = []
  /// One after the other, as they are read.
  private var passages: [Passage] = []
  /// What all texts together may still have.
  private var room: Int
  /// The charset of the subject, for a text of which nothing says in what it is written.
  private let hint: String?

  /// The same words in plain text, as HTML, or both.
  private struct Passage {
    var text: String?
    var html: String?
  }

  init(message: Message, source: Source, limits: MessageLimits) {
    self.message = message
    self.source = source
    self.limits = limits
    room = limits.text
    hint =
      ["Subject", "From"].lazy.compactMap { message.fields[$0].flatMap { EncodedWords.charset(in: $0.value) } }.first
  }

  mutating func read() throws(Source.Failure) {
    passages = try passages(of: 0, isRoot: true)
    if passages.isEmpty { passages = try preamble() }
  }

  /// Some programs put their words before the first part, and nothing into the parts. What most write there tells of MIME.
  private mutating func preamble() throws(Source.Failure) -> [Passage] {
    guard let range = message.root.preamble, range.count <= 65_536 else { return [] }
    let read = CharsetText(try source.bytes(in: range), named: nil, hint: hint).text
    guard read.utf8.contains(where: { !$0.isSpace }), !read.lowercased().contains("mime") else { return [] }
    return [Passage(text: read.replacing("\r\n", with: "\n"))]
  }

  var text: String? {
    guard passages.contains(where: { $0.text != nil }) else { return nil }
    return passages.map { $0.text ?? HTMLTree(reading: $0.html ?? "").plainText }.joined(separator: "\n")
  }

  var html: String? {
    guard passages.contains(where: { $0.html != nil }) else { return nil }
    return passages.map { $0.html ?? "<p>" + SafeHTML(plain: $0.text ?? "").text + "</p>" }.joined(separator: "\n")
  }

  private mutating func passages(of index: Int, isRoot: Bool) throws(Source.Failure) -> [Passage] {
    let part = message.parts[index]
    switch (part.type.type, part.type.subtype) {
    case ("multipart", _) where part.children.isEmpty: return try words(of: part, isHTML: false)
    case ("multipart", "alternative"): return try alternative(part)
    case ("multipart", "related"): return try related(part)
    case ("multipart", _):
      var passages: [Passage] = []
      for child in part.children { passages += try self.passages(of: child, isRoot: false) }
      return passages
    case ("text", "plain") where isWord(part, isRoot): return try words(of: part, isHTML: false)
    case ("text", "html") where isWord(part, isRoot): return try words(of: part, isHTML: true)
    case _:
      let isShown = part.disposition != "attachment" && (part.contentID != nil || part.disposition == "inline")
      files.append(MailFile(part, isInline: part.type.type == "image" && isShown))
      return []
    }
  }

  /// Text is a file if it is called one. A mail that is nothing but a text is that text, whatever it is called.
  private func isWord(_ part: MessagePart, _ isRoot: Bool) -> Bool {
    if isRoot { return part.disposition != "attachment" || part.filename == nil }
    return part.disposition != "attachment" && part.filename == nil
  }

  private mutating func words(of part: MessagePart, isHTML: Bool) throws(Source.Failure) -> [Passage] {
    let read = try ReadText(of: part, in: source, limit: room, hint: hint)
    room = max(0, room - part.body.count)
    faults.formUnion(read.faults)
    guard read.text.utf8.contains(where: { !$0.isSpace }) else { return [] }
    return [isHTML ? Passage(html: read.text) : Passage(text: read.text)]
  }

  /// The same in several forms, the best last (RFC 2046, 5.1.4).
  private mutating func alternative(_ part: MessagePart) throws(Source.Failure) -> [Passage] {
    var forms: [[Passage]] = []
    for child in part.children { forms.append(try passages(of: child, isRoot: false)) }
    let plain = forms.first { $0.contains { $0.text != nil } && !$0.contains { $0.html != nil } }
    guard let rich = forms.last(where: { $0.contains { $0.html != nil } }) else { return plain ?? [] }
    guard let plain else { return rich }
    let text = plain.compactMap(\.text).joined(separator: "\n")
    let html = rich.map { $0.html ?? "<p>" + SafeHTML(plain: $0.text ?? "").text + "</p>" }.joined(separator: "\n")
    return [Passage(text: text, html: html)]
  }

  /// A document and what it shows (RFC 2387).
  private mutating func related(_ part: MessagePart) throws(Source.Failure) -> [Passage] {
    var passages: [Passage] = []
    for child in part.children {
      let isDocument = ["text", "multipart"].contains(message.parts[child].type.type)
      if isDocument || message.parts[child].disposition == "attachment" {
        passages += try self.passages(of: child, isRoot: false)
      } else {
        files.append(MailFile(message.parts[child], isInline: true))
      }
    }
    return passages
  }
}
