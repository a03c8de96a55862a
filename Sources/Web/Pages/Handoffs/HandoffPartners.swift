import Federation
import Foundation
import Storage
import Ticketing

/// To whom a ticket may be handed over.
struct HandoffPartners {
  /// Those whose partnership is active, by name.
  let active: [Partnership]
  /// Whether the ticket may be handed over at all; a partner may still be refused by itself.
  let isPossible: Bool
  /// Whether nothing but a partner is missing.
  let isMissing: Bool

  /// - Parameter now: when the core is asked for.
  init(_ chained: ChainedTicket, _ now: Date, _ tx: any DeskReader) throws {
    let active = try tx.allPartnerships().filter { $0.state == .active }
    self.active = active.sorted { ($0.partnerName.lowercased(), $0.id) < ($1.partnerName.lowercased(), $1.id) }
    isPossible = active.contains { partnership in
      chained.refusalToOffer(over: partnership, at: now).map(\.concernsPartnerOnly) ?? true
    }
    isMissing = active.isEmpty && chained.legs.isEmpty && !chained.ticket.status.category.isEnded
  }
}

extension HandoffRefusal {
  /// Whether another partner might be handed the same ticket.
  fileprivate var concernsPartnerOnly: Bool {
    switch self {
    case .neighbourInChain, .cannotBeHanded, .partnerTakesNoOffers, .partnershipNotActive: true
    case .forbidden, .notYours, .innerHandoffOpen, .alreadyHandedOver, .notHolder, .ticketEnded, .chainTooLong,
      .completionLacks, .statusNeedsMove, .statusNotYours:
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
