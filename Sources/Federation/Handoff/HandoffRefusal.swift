import Ticketing

/// Why a desk may not do what it asked for; each says enough to tell what it may do instead.
package enum HandoffRefusal: Error, Equatable, Sendable {
  /// The state forbids the move; `allowed` are the moves that this desk may make now.
  case forbidden(move: String, state: HandoffState, allowed: [String])
  /// The move belongs to the other desk.
  case notYours(move: String, side: Side)
  case innerHandoffOpen(move: String, partner: String, state: HandoffState)
  case alreadyHandedOver(partner: String, state: HandoffState)
  case notHolder(holder: String)
  case ticketEnded(status: String)
  case partnershipNotActive(PartnershipState)
  case partnerTakesNoOffers(partner: String)
  /// A direct neighbour in this very chain.
  case neighbourInChain(partner: String)
  /// In the chain further off; who is in it is not told.
  case cannotBeHanded(partner: String)
  case chainTooLong
  case completionLacks([CompletionRequirement])
  /// Setting a status would pass over a move: complete, return, recall.
  case statusNeedsMove(status: String, move: String, state: HandoffState)
  /// The status is the other desk's to move while it looks at the offer or the completion.
  case statusNotYours(state: HandoffState, allowed: [String])
  /// This desk was restored from a backup, and does not know yet what its partner has heard of it since.
  case recovering(partner: String)
  /// The tickets that it is tied to forbid it.
  case tied(FamilyRefusal)
}
