import Foundation
package import Ticketing

/// A name with an address of mail.
package struct Mailbox: Sendable, Equatable {
  package let name: String
  package let address: EmailAddress

  package init(name: String, address: EmailAddress) {
    self.name = name
    self.address = address
  }

  /// Reads `Baton <support@example.com>`, or the address alone.
  package init?(_ text: String) {
    guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else {
      guard let address = EmailAddress(text) else { return nil }
      self.init(name: "", address: address)
      return
    }
    guard let address = EmailAddress(String(text[text.index(after: open)...].dropLast())) else { return nil }
    let name = text[..<open].trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["\""])
    self.init(name: name, address: address)
  }

  /// An address beyond ASCII needs servers that know SMTPUTF8 (RFC 6531) all the way: it is not mailed to.
  package var isPlain: Bool { address.text.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
}
