import Federation
import Foundation
import Testing
import Ticketing

/// Where a ticket is kept on the bench.
struct Spot: Sendable, Hashable {
  let who: Who
  let index: Int
}

extension Bench {
  func spot(of handoff: HandoffID, _ side: Side) -> Spot? {
    for who in Who.allCases.prefix(places.count) {
      if let index = self[who].tickets.firstIndex(where: { record in
        record.handoffs.contains { $0.id == handoff && $0.side == side }
      }) {
        return Spot(who: who, index: index)
      }
    }
    return nil
  }

  subscript(spot: Spot) -> Record {
    get { places[spot.who.rawValue].tickets[spot.index] }
    set { places[spot.who.rawValue].tickets[spot.index] = newValue }
  }

  /// The desk's last ticket.
  func last(_ who: Who) throws -> Spot {
    try #require(!self[who].tickets.isEmpty, "\(who.name) has no ticket")
    return Spot(who: who, index: self[who].tickets.count - 1)
  }

  func load(_ spot: Spot) -> ChainedTicket {
    let record = self[spot]
    let legs = record.handoffs.compactMap { handoff in
      partnership(handoff.partnership, at: spot.who).map { Leg(handoff: handoff, partnership: $0) }
    }
    return ChainedTicket(
      desk: self[spot.who].desk, ticket: record.ticket, legs: legs, family: record.family)
  }

  /// Does something to a ticket. What throws must leave the ticket as it was.
  mutating func act(
    _ spot: Spot, unsent: Int = 0,
    _ verb: (inout ChainedTicket, inout Moment) throws(HandoffRefusal) -> Void
  ) throws(HandoffRefusal) {
    var moment = moment()
    let before = load(spot)
    var chained = before
    do {
      try verb(&chained, &moment)
    } catch {
      if chained != before { Issue.record("a refused verb changed the ticket: \(error)") }
      throw error
    }
    keep(chained, at: spot, unsent: unsent)
  }

  mutating func keep(_ chained: ChainedTicket, at spot: Spot, unsent: Int = 0) {
    self[spot].ticket = chained.ticket
    self[spot].handoffs = chained.legs.map(\.handoff)
    self[spot].family = chained.family
    let effects = chained.effects
    if effects.events.contains(where: { $0.kind == .unlinked }) { self[spot].bond = .loose }
    if self[spot].bond == .loose, chained.ticket.status.category == .closed { self[spot].bond = .closed }
    for id in effects.silenced {
      guard let leg = chained.leg(id), let to = other(leg.partnership.id, than: spot.who) else { continue }
      post.silence(.handoff(id), to: to, last: unsent)
    }
    for envelope in effects.envelopes where mutant?.keepsBack(envelope) != true {
      guard let to = other(envelope.partnership, than: spot.who) else { continue }
      dispatch(envelope, from: spot.who, to: to)
    }
    if keepsRecords { keepRecords(of: effects, at: spot) }
  }

  func other(_ partnership: PartnershipID, than who: Who) -> Who? {
    links.first { $0.id == partnership }?.other(than: who)
  }

  private mutating func keepRecords(of effects: Effects, at spot: Spot) {
    self[spot].timeline += effects.events
    self[spot].files += effects.attachments
    for comment in effects.comments {
      if let index = self[spot].comments.firstIndex(where: { $0.id == comment.id }) {
        self[spot].comments[index] = comment
      } else {
        self[spot].comments.append(comment)
      }
    }
    for envelope in effects.envelopes {
      guard let handoff = envelope.handoff else { continue }
      for event in envelope.contentEvents { self[spot].wentTo[event, default: []].insert(handoff) }
    }
  }
}
