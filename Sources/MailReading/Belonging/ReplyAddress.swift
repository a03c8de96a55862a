import MessageFormat

/// An address of ours that carries a token behind a plus sign: `support+TOKEN@desk.example.com`.
package struct ReplyAddress: Sendable, Equatable {
  package let local: String
  package let domain: String

  package init(local: String, domain: String) {
    self.local = local
    self.domain = domain
  }

  /// The token in an address of this kind; as it is written, since a token may not be compared without regard to case.
  package func token(in address: String) -> String? {
    guard let at = address.lastIndex(of: "@"), address[address.index(after: at)...].isSameASCII(domain) else {
      return nil
    }
    let name = address[..<at]
    guard name.utf8.count > local.utf8.count + 1, name.prefix(local.count).isSameASCII(local) else { return nil }
    let rest = name.dropFirst(local.count)
    guard rest.first == "+", rest.utf8.count <= 129,
      rest.dropFirst().utf8.allSatisfy({ byte in
        byte.isDigit || (0x61...0x7A).contains(byte.lowerCased) || byte == 0x2D || byte == 0x5F || byte == 0x2E
      })
    else { return nil }
    return String(rest.dropFirst())
  }
}
