import Foundation
import Mutants
package import Ticketing

/// A desk's ticket with the handoffs that tie it to other desks: what the federation decides over.
///
/// Every verb either throws and leaves all as it was, or changes the ticket and its handoffs and adds to `effects` what
/// has to be written with them. The same code runs in the hub, in the exhaustive search and in the simulator.
package struct ChainedTicket: Sendable, Equatable {
  package let desk: Desk
  package internal(set) var ticket: Ticket
  /// The handoff that the ticket came by, those that it went by; the oldest first.
  package internal(set) var legs: [Leg]
  /// The tickets of this desk that it is tied to.
  package internal(set) var family: Family
  package internal(set) var effects = Effects()

  package init(desk: Desk, ticket: Ticket, legs: [Leg], family: Family = Family()) {
    self.desk = desk
    self.ticket = ticket
    self.legs = legs
    self.family = family
  }

  /// The handoff that the ticket came by.
  package var handoffIn: Leg? { legs.first { $0.handoff.side == .delegate } }

  /// The open handoff that it went by, else the last.
  package var handoffOut: Leg? {
    let outgoing = legs.filter { $0.handoff.side == .delegator }
    return outgoing.last { $0.handoff.state.isOpen } ?? outgoing.last
  }

  /// The handoff above, while it ties the two desks.
  var upper: Leg? { handoffIn.flatMap { $0.handoff.state.isOpen ? $0 : nil } }

  /// The handoff below, while it ties the two desks.
  var lower: Leg? { handoffOut.flatMap { $0.handoff.state.isOpen ? $0 : nil } }

  /// Whether this desk holds the baton. A ticket that ended with the handoff it came by holds none; one that stays open
  /// after it is the first of its own chain.
  package var isHolder: Bool {
    guard lower?.handoff.holdsBaton ?? true else { return false }
    guard let handoffIn else { return true }
    return handoffIn.handoff.state.isOpen ? handoffIn.handoff.holdsBaton : !ticket.status.category.isEnded
  }

  /// The desk that holds the baton, as far as this desk may know.
  package var holder: String {
    if isHolder { return desk.name }
    if let lower, !lower.handoff.holdsBaton {
      return lower.handoff.beyond.first(where: \.isHolder)?.desk ?? lower.partnership.partnerName
    }
    if let handoffIn {
      return handoffIn.handoff.beyond.first(where: \.isHolder)?.desk ?? handoffIn.partnership.partnerName
    }
    return desk.name
  }

  package func leg(_ id: HandoffID) -> Leg? { legs.first { $0.handoff.id == id } }

  mutating func update(_ id: HandoffID, _ change: (inout Handoff) -> Void) {
    guard let index = legs.firstIndex(where: { $0.handoff.id == id }) else { return }
    change(&legs[index].handoff)
  }

  func outward(of leg: Leg) -> Outward { leg.partnership.outward(of: desk) }

  func mapping(of leg: Leg) -> Mapping {
    Mutant.mappingIsNotUsed.isOn ? .standard(desk.statuses) : leg.partnership.mapping ?? .standard(desk.statuses)
  }
}

extension ChainedTicket {
  /// Adds an entry to the timeline.
  mutating func record(
    _ kind: Event.Kind, _ provenance: Provenance, handoff: HandoffID? = nil, event: EventID? = nil,
    _ facts: EventFacts, _ moment: inout Moment
  ) {
    effects.events.append(
      Event(
        id: event ?? moment.newID(), at: moment.now, kind: kind, actor: provenance.author, origin: provenance.origin,
        handoff: handoff, facts: facts))
  }

  /// Puts a message on its way to the other desk of a handoff.
  ///
  /// - Parameter event: the original event's id for content; a new one where it is left out.
  mutating func send(
    _ message: Message, over id: HandoffID, _ provenance: Provenance, event: EventID? = nil, _ moment: inout Moment
  ) {
    resynchronise(id, &moment)
    guard let leg = leg(id) else { return }
    let author = outward(of: leg).author(provenance.author)
    let eventID = event ?? moment.newID()
    var seq = 0
    update(id) { seq = $0.lane.send() }
    let handoff = leg.handoff
    effects.envelopes.append(
      Envelope(
        partnership: handoff.partnership, handoff: id, direction: handoff.side == .delegator ? .down : .up,
        epoch: handoff.lane.epoch, seq: seq, event: eventID, cause: provenance.cause,
        hops: Mutant.hopsAreNotCounted.isOn ? 1 : provenance.hops + 1,
        turn: handoff.turn, seen: handoff.lane.applied, seenEpoch: handoff.lane.peerEpoch, author: author,
        at: moment.now, message: message))
  }

  /// The legs that a change goes over.
  func destinations(_ subject: Routing.Subject, _ provenance: Provenance) -> [Leg] {
    legs.filter { Routing.carries(subject, over: $0, outward: outward(of: $0), from: provenance) }
  }
}

extension ChainedTicket {
  /// A ticket that was born at this desk.
  ///
  /// - Parameter family: its parent, or the ticket that it is split off.
  package init(
    opened ticket: Ticket, at desk: Desk, family: Family = Family(), by author: Author, _ moment: inout Moment
  ) {
    self.init(desk: desk, ticket: ticket, legs: [], family: family)
    record(
      .opened, .here(author, origin: ticket.origin),
      EventFacts(to: ticket.status.name, ticket: family.parent ?? family.source), &moment)
  }
}
