/// One part of a message. It holds no bytes of its body, only where they lie.
package struct MessagePart: Sendable {
  package let fields: HeaderFields
  package let type: ContentType
  package let encoding: TransferEncoding
  /// `inline`, `attachment`, or what else the sender says; in lower case.
  package let disposition: String?
  /// What the sender calls the file: a word to be shown, and nothing else.
  package let filename: String?
  /// By which HTML beside it calls the part, without its angle brackets.
  package let contentID: String?
  /// Where its bytes lie in the raw message, encoded as they are.
  package internal(set) var body: Range<Int>
  /// What stands before its first part, and belongs to none: words for programs that know no parts.
  package internal(set) var preamble: Range<Int>?
  /// The parts in it, by their place in the message.
  package internal(set) var children: [Int] = []

  init(fields: HeaderFields, body: Range<Int>, otherwise: ContentType) {
    self.fields = fields
    self.body = body
    type = ContentType(fields.all("Content-Type"), otherwise: otherwise)
    encoding = TransferEncoding(fields["Content-Transfer-Encoding"])
    let disposition = fields["Content-Disposition"].map { ParameterizedValue($0.value) }
    self.disposition = disposition.flatMap { $0.value.isEmpty ? nil : $0.value }
    let name = disposition?["filename"] ?? disposition?["name"] ?? type.parameters["name"]
    filename = name.flatMap { $0.isEmpty ? nil : $0 }
    contentID = fields["Content-ID"].flatMap { field in
      let id = field.value.drop { $0 == 0x3C || $0.isSpace }.prefix { $0 != 0x3E && !$0.isSpace }
      return id.isEmpty ? nil : String(decoding: id, as: UTF8.self)
    }
  }

  /// How many bytes it has once decoded, at most.
  package var longest: Int {
    switch encoding {
    case .base64, .uuencode: body.count / 4 * 3 + 3
    case .identity, .quotedPrintable: body.count
    }
  }
}
