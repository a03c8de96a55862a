/// An address as a mail gives it, with the name that stands beside it. What it is used for decides how well it must be
/// formed.
package struct MailAddress: Sendable, Hashable {
  /// As text of one line; empty where there is none.
  package let name: String
  /// `local@domain`, without white space and comments; perhaps a local part only, never empty.
  package let address: String

  package init(name: String, address: String) {
    self.name = name
    self.address = address
  }

  /// The part behind the last `@`, in lower case; empty where there is none.
  package var domain: String {
    address.lastIndex(of: "@").map { String(address[address.index(after: $0)...]).lowercased() } ?? ""
  }

  /// Whether it could be delivered to: one `@`, something on either side, no characters that an address has in no mail.
  package var isComplete: Bool {
    let halves = address.split(separator: "@", omittingEmptySubsequences: false)
    return halves.count == 2 && halves.allSatisfy { !$0.isEmpty } && address.utf8.count <= 254
      && address.unicodeScalars.allSatisfy {
        $0.value > 0x20 && $0.value != 0x7F && !"\"(),:;<>[]\\".unicodeScalars.contains($0)
      }
  }
}
