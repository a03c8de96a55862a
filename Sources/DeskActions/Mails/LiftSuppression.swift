package import Storage
package import Ticketing

/// Lets the desk write to an address again, to which a mail had come back.
package struct LiftSuppression: Action {
  package let address: SuppressedAddressID

  package init(_ address: SuppressedAddressID) { self.address = address }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    try actor.require(.admin)
    guard let known = try tx.suppressedAddress(address) else { throw NotFound() }
    try tx.lift(address)
    try tx.audit("address.lift", address, .email(known.address), by: actor, moment)
  }
}
