import Foundation
package import Storage
package import Ticketing

/// Makes a code that a mail to the address has to bring back, so that it is proved to be the desk's.
package struct AskForProof: Action {
  package let address: DeskAddressID
  private let code: String

  /// So long is between two mails to an address that may be a stranger's.
  private static let pause: TimeInterval = 60

  /// - Parameter code: a new one, made outside, of 128 bits of chance.
  package init(of address: DeskAddressID, by code: String) {
    self.address = address
    self.code = code
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> DeskAddress {
    try actor.require(.admin)
    guard var known = try tx.deskAddress(address) else { throw NotFound() }
    guard !known.isProven else { throw AddressRefusal.proven(known.address) }
    if let last = known.proof.askedAt, moment.now.timeIntervalSince(last) < Self.pause, last <= moment.now {
      throw AddressRefusal.askedJustNow(seconds: Int(Self.pause))
    }
    known.ask(for: code, at: moment.now)
    try tx.put(known)
    try tx.audit("address.ask", known.id, .name(known.address.text), by: actor, moment)
    return known
  }
}

package enum AddressRefusal: Error, Equatable, Sendable {
  /// There is nothing left to prove.
  case proven(EmailAddress)
  case askedJustNow(seconds: Int)
  /// The hub sends no mail, or the server refused it.
  case notSent(reason: String?)
  /// Mail is fetched for it: its mail accounts go first.
  case fetchedFor(EmailAddress)
}
