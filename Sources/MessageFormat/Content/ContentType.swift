/// What a part is: `text/html; charset=utf-8`. Where it is not said, or is no type, it is plain text (RFC 2045, 5.2).
package struct ContentType: Sendable, Equatable {
  package let type: String
  package let subtype: String
  package let parameters: [String: String]

  package var essence: String { type + "/" + subtype }

  package init(type: String, subtype: String, parameters: [String: String] = [:]) {
    self.type = type
    self.subtype = subtype
    self.parameters = parameters
  }

  /// The first of the fields that names a type.
  init(_ fields: [HeaderField], otherwise: ContentType) {
    for field in fields.prefix(8) {
      let value = ParameterizedValue(field.value)
      let halves = value.value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      let type = String(halves.first ?? "")
      // `text` alone is written by old programs, and means plain text.
      let subtype = halves.count == 2 ? String(halves[1]) : type == "text" ? "plain" : ""
      guard Self.isToken(type), Self.isToken(subtype) else { continue }
      self.init(type: type, subtype: subtype, parameters: value.parameters)
      return
    }
    self.init(
      type: otherwise.type, subtype: otherwise.subtype,
      parameters: fields.first.map { ParameterizedValue($0.value).parameters } ?? [:])
  }

  static let plainText = ContentType(type: "text", subtype: "plain")
  /// What a part of a digest is (RFC 2046, 5.1.5).
  static let message = ContentType(type: "message", subtype: "rfc822")

  var isMultipart: Bool { type == "multipart" }

  private static func isToken(_ word: String) -> Bool {
    (1...127).contains(word.utf8.count)
      && word.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"()<>@,;:\\\"/[]?=".utf8.contains($0) }
  }
}
