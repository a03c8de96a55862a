import Crypto
import Foundation
package import Storage
package import Ticketing

/// Takes an address for the desk's own once a mail has come to it with the code that the hub sent there.
package struct ProveAddress: Sendable {
  /// The field of the mail that says the code; the last word of its subject does, too.
  package static let field = "X-Baton-Proof"

  private let address: DeskAddressID
  private let codes: [String]

  /// - Parameter codes: what the mail says that may be one.
  package init(_ address: DeskAddressID, codes: [String]) {
    self.address = address
    self.codes = codes
  }

  /// - Returns: whether one of them is the code of the address.
  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws -> Bool {
    guard var known = try tx.deskAddress(address), let code = known.proof.code(at: moment.now),
      codes.contains(where: { Self.isSame($0, code) })
    else { return false }
    known.prove(at: moment.now)
    try tx.put(known)
    try tx.append(
      AuditRecord(
        at: moment.now, source: .system, action: "address.prove", subject: known.id.description,
        facts: [.name(known.address.text)], address: nil))
    return true
  }

  /// In a time that says nothing of where the two differ.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    SHA256.hash(data: Data(one.utf8)) == SHA256.hash(data: Data(other.utf8))
  }
}
