package import Storage
package import Ticketing

/// How an address of the desk's is to be, as far as people choose it.
package struct AddressInput: Sendable, Equatable {
  /// By id or name; cleared takes none.
  package let team: Setting<String>?
  package let type: Setting<TicketType>?
  package let language: Setting<Language>?
  package let senderName: Setting<String>?

  package init(
    team: Setting<String>? = nil, type: Setting<TicketType>? = nil, language: Setting<Language>? = nil,
    senderName: Setting<String>? = nil
  ) {
    self.team = team
    self.type = type
    self.language = language
    self.senderName = senderName
  }

  func apply(to address: inout DeskAddress, in tx: any DeskReader) throws {
    if let team { address.team = try team.resolved { try tx.team(like: $0, at: "/team").id }.value }
    if let type { address.type = type.value }
    if let language { address.language = language.value }
    if let senderName { address.senderName = senderName.value }
  }
}

/// Says that the desk has an address. Mail to it is taken once that is proved.
package struct AddAddress: Action {
  package let address: EmailAddress
  package let input: AddressInput

  package init(_ address: EmailAddress, _ input: AddressInput) {
    self.address = address
    self.input = input
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> DeskAddress {
    try actor.require(.admin)
    guard try tx.deskAddresses(PageRequest(limit: DeskAddress.most)).items.count < DeskAddress.most else {
      throw InvalidInput("", "a desk has at most \(DeskAddress.most) addresses", .tooMany(limit: DeskAddress.most))
    }
    guard DeskAddress.withoutToken(address.text) == address.text else {
      throw InvalidInput("/address", "has a plus sign in it: what stands behind one is the hub's to write", .hasPlus)
    }
    guard try tx.deskAddress(address) == nil else { throw InvalidInput("/address", "is the desk's already", .taken) }
    var new = DeskAddress(id: moment.newID(), address: address, createdAt: moment.now)
    if let domain = tx.mailDomain, address.folded.hasSuffix("@" + domain.lowercased()) {
      guard try tx.givenAddress() == address else {
        throw InvalidInput(
          "/address", "is below the hub's own domain, where each desk has one address by its name", .hubsDomain)
      }
      new.prove(at: moment.now)
    }
    try input.apply(to: &new, in: tx)
    try tx.put(new)
    try tx.audit("address.create", new.id, .name(new.address.text), by: actor, moment)
    return new
  }
}
