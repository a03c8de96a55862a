/// An address of mail as people type it: one `@`, no white space or control characters, at most 254 bytes (RFC 5321, 4.5.3.1).
///
/// Compared without regard to case.
package struct EmailAddress: Sendable, Codable, CustomStringConvertible {
  package let text: String

  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard (3...254).contains(bytes.count), bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
      let at = bytes.firstIndex(of: 0x40), bytes.lastIndex(of: 0x40) == at, at > 0, at < bytes.count - 1,
      !text.unicodeScalars.contains(where: { !$0.isASCII && $0.breaksOrTurnsALine }),
      !bytes.contains(where: { [0x22, 0x28, 0x29, 0x2C, 0x3A, 0x3B, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D].contains($0) })
    else { return nil }
    self.text = text
  }

  /// The form in which two addresses are compared.
  package var folded: String { text.lowercased() }

  package var description: String { text }
}

extension EmailAddress: Hashable {
  package static func == (left: EmailAddress, right: EmailAddress) -> Bool { left.folded == right.folded }
  package func hash(into hasher: inout Hasher) { hasher.combine(folded) }
}

extension Unicode.Scalar {
  /// Beyond ASCII too: U+0085 and U+2028 end lines, U+00A0 looks like no address, and U+202E turns what follows around.
  fileprivate var breaksOrTurnsALine: Bool {
    properties.isWhitespace || properties.generalCategory == .control || (0x202A...0x202E).contains(value)
      || (0x2066...0x2069).contains(value)
  }
}
