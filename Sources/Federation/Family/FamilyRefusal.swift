import Ticketing

/// Why something may not be done to a ticket because of the tickets that it is tied to; each says enough to tell what may
/// be done instead. Tickets are named by their numbers.
package enum FamilyRefusal: Error, Equatable, Sendable {
  /// Nothing is written on a ticket that was merged away: the survivor is the place for it.
  case mergedAway(Int, into: Int)
  case mergedIntoItself
  /// What a partner has, or this desk has from one, cannot be merged away.
  case handedOver(partner: String, state: HandoffState)
  case survivorEnded(Int, status: String)
  /// The survivor takes no children, and the other ticket has open ones.
  case survivorIsChild(Int, of: Int)
  /// Together they would have more than a ticket takes.
  case tooManyFiles(limit: Int)
  /// A part is still to be done.
  case childrenOpen(move: String, children: [Int])
  /// A child has no children.
  case isChild(of: Int)
  case parentEnded(status: String)
}
