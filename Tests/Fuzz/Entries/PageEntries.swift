import Foundation
import RichText
import Ticketing
import Web

extension FuzzEntry {
  static let pageEntries = [
    FuzzEntry("markdown", "A comment's HTML holds tags of ours alone, and addresses that run nothing.", markdown),
    FuzzEntry("escaped", "Text as HTML is text, in an element and in an attribute.", escaped),
    FuzzEntry("catalogue", "Values that are put into a text stay values.", catalogue),
  ]

  @Sendable private static func markdown(_ input: FuzzInput) throws {
    // No comment holds a NUL: the door refuses it.
    guard !input.bytes.contains(0) else { return }
    let html = Markdown.html(input.text)
    // A tag of a table's cell, with its line's end, is the most that a byte becomes.
    try require(html.utf8.count <= 96 * input.bytes.count + 256, "\(input.bytes.count) bytes became \(html.utf8.count)")
    try WrittenHTML(html).check()
    try WrittenHTML(Markdown.escaped(input.text)).check()
  }

  @Sendable private static func escaped(_ input: FuzzInput) throws {
    let html = HTML.escaped(input.text)
    try require(!html.utf8.contains { "<>\"'".utf8.contains($0) }, "it holds more than text")
    try require(WrittenHTML.unescaped(html).utf8.elementsEqual(input.text.utf8), "it reads as another text")
  }

  @Sendable private static func catalogue(_ input: FuzzInput) throws {
    let catalogue = Catalogue(language: .english, texts: ["a.b": "With {{x}} since {{y}}.", "a.c": input.text])
    let text = catalogue.text("a.b", ["x": input.text, "y": "{{x}}"])
    try require(text == "With \(input.text) since {{x}}.", "a value was taken for a place")
    let most = input.text.utf8.count * 8 + 8
    try require(catalogue.text("a.c", ["x": "8 bytes."]).utf8.count <= most, "a text that grows")
  }
}

/// HTML that this hub wrote, looked at as a browser would: every tag and attribute must be one that Markdown gives.
private struct WrittenHTML {
  private static let tags: [String: Set<String>] = [
    "p": [], "br": [], "strong": [], "em": [], "del": [], "a": ["href", "title"], "code": ["class"], "pre": ["lang"],
    "ul": [], "ol": ["start"], "li": [], "blockquote": [], "h1": [], "h2": [], "h3": [], "h4": [], "h5": [], "h6": [],
    "hr": [], "table": [], "thead": [], "tbody": [], "tr": [], "th": ["align"], "td": ["align"],
  ]
  private static let omitted = "!-- raw HTML omitted --"

  private let html: [UInt8]

  init(_ html: String) { self.html = Array(html.utf8) }

  func check() throws {
    var rest = html[...]
    while let open = rest.firstIndex(where: { $0 == 0x3C || $0 == 0x3E || $0 == 0 }) {
      try require(rest[open] == 0x3C, "a bare > or NUL")
      guard let close = rest[open...].firstIndex(of: 0x3E) else { throw FuzzFinding(description: "a tag without end") }
      try check(tag: String(decoding: rest[(open + 1)..<close], as: UTF8.self))
      rest = rest[(close + 1)...]
    }
  }

  private func check(tag: String) throws {
    if tag == Self.omitted { return }
    var reader = Substring(tag.hasPrefix("/") ? tag.dropFirst() : tag[...])
    let name = String(reader.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) })
    guard let allowed = Self.tags[name] else { throw FuzzFinding(description: "the tag <\(tag)>") }
    reader = reader.dropFirst(name.count)
    while !reader.isEmpty, reader != " /" {
      let attribute = String(reader.dropFirst().prefix { $0 != "=" })
      try require(reader.first == " " && allowed.contains(attribute), "the attribute \(attribute) in <\(tag)>")
      reader = reader.dropFirst(attribute.count + 2)
      try require(reader.utf8.first == 0x22, "a value without quotation marks in <\(tag)>")
      let bytes = reader.utf8.dropFirst()
      guard let end = bytes.firstIndex(of: 0x22) else { throw FuzzFinding(description: "an open value in <\(tag)>") }
      let value = String(Substring(bytes[..<end]))
      if attribute == "href" { try check(address: Self.unescaped(value)) }
      reader = Substring(bytes[bytes.index(after: end)...])
    }
  }

  /// What a browser makes of an address before it looks for the scheme (URL Standard, 4.4).
  private func check(address: String) throws {
    let scalars = address.unicodeScalars.drop { $0.value <= 0x20 }.filter { ![0x09, 0x0A, 0x0D].contains($0.value) }
    let text = String(String.UnicodeScalarView(scalars)).lowercased()
    for scheme in ["javascript:", "vbscript:", "file:", "data:text", "data:application", "data:image/svg", "blob:"] {
      try require(!text.hasPrefix(scheme), "the address \(text.prefix(80))")
    }
  }

  /// By bytes: a quotation mark with an accent behind it is one character, and still a quotation mark to a browser.
  static func unescaped(_ html: String) -> String {
    var (text, rest) = ([UInt8](), Array(html.utf8)[...])
    while let byte = rest.first {
      let entity = byte == 0x26 ? entities.first { rest.starts(with: $0.key.utf8) } : nil
      text.append(entity?.value ?? byte)
      rest = rest.dropFirst(entity?.key.utf8.count ?? 1)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let entities: [String: UInt8] = [
    "&lt;": 0x3C, "&gt;": 0x3E, "&quot;": 0x22, "&#39;": 0x27, "&#x27;": 0x27, "&amp;": 0x26,
  ]
}
