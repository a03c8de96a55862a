package import Storage
package import Ticketing

/// Changes what becomes of mail to one of the desk's addresses.
package struct ChangeAddress: Action {
  package let address: DeskAddressID
  package let input: AddressInput

  package init(_ address: DeskAddressID, _ input: AddressInput) {
    self.address = address
    self.input = input
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> DeskAddress {
    try actor.require(.admin)
    guard var known = try tx.deskAddress(address) else { throw NotFound() }
    try input.apply(to: &known, in: tx)
    try tx.put(known)
    try tx.audit("address.change", known.id, .name(known.address.text), by: actor, moment)
    return known
  }
}
