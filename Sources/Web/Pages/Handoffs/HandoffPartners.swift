import Federation
import Foundation
import Storage
import Ticketing

/// To whom a ticket may be handed over.
struct HandoffPartners {
  /// Those whose partnership is active, by name.
  let active: [Partnership]
  /// Why the ticket may be handed to nobody now; a partner may still be refused by itself.
  let hindrance: HandoffRefusal?
  /// Whether there is anybody to hand it to, and nothing against it.
  var isPossible: Bool { !active.isEmpty && hindrance == nil }
  /// Whether nothing but a partner is missing.
  let isMissing: Bool

  /// - Parameter now: when the core is asked for.
  init(_ chained: ChainedTicket, _ now: Date, _ tx: any DeskReader) throws {
    let active = try tx.allPartnerships().filter { $0.state == .active }
    self.active = active.sorted { ($0.partnerName.lowercased(), $0.id) < ($1.partnerName.lowercased(), $1.id) }
    let refusals = active.map { chained.refusalToOffer(over: $0, at: now) }
    hindrance = refusals.contains { $0?.concernsPartnerOnly ?? true } ? nil : refusals.compactMap { $0 }.first
    isMissing = active.isEmpty && chained.legs.isEmpty && !chained.ticket.status.category.isEnded
  }
}

extension HandoffRefusal {
  /// Whether another partner might be handed the same ticket.
  fileprivate var concernsPartnerOnly: Bool {
    switch self {
    case .neighbourInChain, .cannotBeHanded, .partnerTakesNoOffers, .partnershipNotActive: true
    case .forbidden, .notYours, .innerHandoffOpen, .alreadyHandedOver, .notHolder, .ticketEnded, .chainTooLong,
      .completionLacks, .statusNeedsMove, .statusNotYours, .recovering, .tied:
      false
    }
  }
}

extension DeskReader {
  fileprivate func allPartnerships() throws -> [Partnership] {
    var (all, request): ([Partnership], PageRequest?) = ([], PageRequest(limit: 200))
    while let page = request {
      let found = try partnerships(page)
      all += found.items
      request = found.next.map { PageRequest(limit: 200, after: $0) }
    }
    return all
  }
}
