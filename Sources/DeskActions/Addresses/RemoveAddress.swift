package import Storage
package import Ticketing

/// Takes no mail at an address any more. What came in stays.
package struct RemoveAddress: Action {
  package let address: DeskAddressID

  package init(_ address: DeskAddressID) { self.address = address }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    try actor.require(.admin)
    guard let known = try tx.deskAddress(address) else { throw NotFound() }
    guard try !tx.hasMailAccounts(at: address) else { throw AddressRefusal.fetchedFor(known.address) }
    try tx.remove(address)
    try tx.audit("address.remove", known.id, .name(known.address.text), by: actor, moment)
  }
}
