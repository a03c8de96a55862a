package import Storage
package import Ticketing

/// Has mail fetched for an address that the desk may not even have yet: it is named with the mailbox, and proved by what is
/// found there.
package struct SetUpMailbox: Action {
  package let address: EmailAddress
  package let input: MailAccountInput
  package let fetchesExisting: Bool

  /// - Parameter input: without an address.
  package init(for address: EmailAddress, _ input: MailAccountInput, fetchesExisting: Bool) {
    self.address = address
    self.input = input
    self.fetchesExisting = fetchesExisting
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> MailAccount {
    try actor.require(.admin)
    var input = input
    let known = try tx.deskAddress(address)?.id
    input.address = try known ?? AddAddress(address, AddressInput()).perform(by: actor, in: tx, &moment).id
    return try AddMailAccount(input, fetchesExisting: fetchesExisting).perform(by: actor, in: tx, &moment)
  }
}
