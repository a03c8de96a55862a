/// The id of a mail, as it stands in `References` (RFC 5322, 3.6.4), without its angle brackets. Ids that others gave come from
/// outside: what could be more than an id is none.
package struct MessageReference: Sendable, Hashable {
  package let text: String

  /// In bytes; lines of a header are bounded (RFC 5322, 2.1.1).
  private static let limit = 250

  /// - Parameter text: with angle brackets or without.
  package init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    if bytes.first == 0x3C, bytes.last == 0x3E { bytes = bytes.dropFirst().dropLast() }
    guard (3...Self.limit).contains(bytes.count), bytes.contains(0x40),
      bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E })
    else { return nil }
    self.text = String(decoding: bytes, as: UTF8.self)
  }

  var field: String { "<\(text)>" }
}
