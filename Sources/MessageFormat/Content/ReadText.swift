/// The text of a part: decoded, in lines that end with a line feed, without characters that are none.
package struct ReadText: Sendable, Equatable {
  package let text: String
  package let faults: Set<MessageFault>

  package init<Source: MessageBytes>(
    of part: MessagePart, in source: Source, limit: Int = MessageLimits().text, hint: String? = nil
  ) throws(Source.Failure) {
    var faults: Set<MessageFault> = part.body.count > limit ? [.textCut] : []
    let range = part.body.lowerBound..<min(part.body.upperBound, part.body.lowerBound + limit)
    var decoder = PartDecoder(part.encoding)
    let decoded = decoder.decode(try source.bytes(in: range)) + decoder.finish()
    let read = CharsetText(decoded[...], named: part.type.parameters["charset"] ?? Self.meta(part, decoded), hint: hint)
    faults.formUnion(read.faults)
    var text = Self.lines(of: read.text)
    if part.type.essence == "text/plain", part.type.parameters["format"]?.lowercased() == "flowed" {
      text = FlowedText.lines(text, deletesSpace: part.type.parameters["delsp"]?.lowercased() == "yes")
    }
    self.text = text
    self.faults = faults
  }

  /// The charset that HTML says of itself, where the part says none.
  private static func meta(_ part: MessagePart, _ bytes: [UInt8]) -> String? {
    guard part.type.essence == "text/html" else { return nil }
    let head = bytes.prefix(2_048).map(\.lowerCased)
    guard let mark = head.firstRange(of: Array("charset=".utf8)) else { return nil }
    let name = head[mark.upperBound...].drop { $0 == 0x22 || $0 == 0x27 || $0 == 0x20 }
      .prefix { (0x2B...0x7A).contains($0) && $0 != 0x3B && $0 != 0x3E }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }

  private static func lines(of text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var wasReturn = false
    for byte in text.utf8 {
      defer { wasReturn = byte == 0x0D }
      switch byte {
      case 0x0D: bytes.append(0x0A)
      case 0x0A: if !wasReturn { bytes.append(byte) }
      case 0x09: bytes.append(byte)
      case 0x0C: bytes.append(0x0A)
      case 0..<0x20, 0x7F: continue
      case _: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
