package import Foundation
import Mutants
package import Ticketing

extension ChainedTicket {
  /// Takes the offer: the baton comes to this desk.
  package mutating func accept(
    _ id: HandoffID, team: TeamID? = nil, assignee: AgentID? = nil, eta: Date? = nil, by author: Author,
    _ moment: inout Moment
  ) throws(HandoffRefusal) {
    let leg = try offered(id, .accept)
    guard leg.partnership.state == .active || Mutant.acceptedWhileSuspended.isOn else {
      throw .partnershipNotActive(leg.partnership.state)
    }
    let provenance = Provenance.here(author)
    update(id) { handoff in
      if Mutant.acceptanceRaisesTurn.isOn { handoff.turn = handoff.turn.next }
      handoff.move(to: .accepted, at: moment.now)
      handoff.eta = eta
      handoff.isOverdue = false
    }
    ticket.assign(team: team ?? ticket.team, assignee: assignee ?? ticket.assignee, at: moment.now)
    record(.accepted, provenance, handoff: id, EventFacts(until: eta, partner: leg.partnership.partnerName), &moment)
    send(.accept(Acceptance(number: ticket.number, eta: eta)), over: id, provenance, &moment)
    conclude(provenance, &moment)
  }

  package mutating func decline(
    _ id: HandoffID, reason: String, by author: Author, _ moment: inout Moment
  ) throws(HandoffRefusal) {
    let leg = try offered(id, .decline)
    try requireNoOpenChildren(before: DelegateMove.decline.rawValue)
    give(leg, back: .decline, reason: reason, .here(author), &moment)
  }

  /// Gives the ticket back undone.
  package mutating func `return`(
    _ id: HandoffID, reason: String, by author: Author, _ moment: inout Moment
  ) throws(HandoffRefusal) {
    let leg = try offered(id, .return)
    try partsAreDone(for: .return)
    give(leg, back: .return, reason: reason, .here(author), &moment)
  }

  /// Says that the work is done.
  package mutating func complete(
    _ id: HandoffID, _ completion: Completion, by author: Author, _ moment: inout Moment
  ) throws(HandoffRefusal) {
    let leg = try offered(id, .complete)
    try partsAreDone(for: .complete)
    let lacking = leg.handoff.requires.filter(completion.lacks)
    guard lacking.isEmpty else { throw .completionLacks(lacking) }
    finish(leg, completion, .here(author), &moment)
    conclude(.here(author), &moment)
  }

  private func offered(_ id: HandoffID, _ move: DelegateMove) throws(HandoffRefusal) -> Leg {
    guard let leg = leg(id), leg.handoff.side == .delegate else {
      throw .notYours(move: move.rawValue, side: .delegator)
    }
    let state = leg.handoff.state
    guard HandoffTable.delegate(in: state, makes: move) != .refused else {
      throw .forbidden(move: move.rawValue, state: state, allowed: HandoffTable.moves(ofDelegateIn: state))
    }
    return leg
  }

  private func partsAreDone(for move: DelegateMove) throws(HandoffRefusal) {
    try requireNoOpenChildren(before: move.rawValue)
    guard let lower, lower.handoff.state.isUnderWay, !Mutant.innerMayStayOpen.isOn else { return }
    throw .innerHandoffOpen(
      move: move.rawValue, partner: lower.partnership.partnerName, state: lower.handoff.state)
  }

  private mutating func give(
    _ leg: Leg, back move: DelegateMove, reason: String, _ provenance: Provenance, _ moment: inout Moment
  ) {
    guard case .to(let state) = HandoffTable.delegate(in: leg.handoff.state, makes: move) else { return }
    let id = leg.handoff.id
    let told = Reason(outward(of: leg).text(reason))
    update(id) { handoff in
      handoff.move(to: state, at: moment.now)
      handoff.reason = reason
    }
    let facts = EventFacts(text: reason, partner: leg.partnership.partnerName)
    record(move == .decline ? .declined : .returned, provenance, handoff: id, facts, &moment)
    send(move == .decline ? .decline(told) : .return(told), over: id, provenance, &moment)
    self.move(to: desk.statuses.first(.cancelled), provenance, &moment)
    conclude(provenance, &moment)
  }

  /// Completes upwards: by a person, or at once where this desk passes through.
  mutating func finish(
    _ leg: Leg, _ completion: Completion, _ provenance: Provenance, _ moment: inout Moment
  ) {
    let id = leg.handoff.id
    let outward = outward(of: leg)
    let told = Completion(
      resolution: Resolution(code: completion.resolution.code, text: outward.text(completion.resolution.text)),
      minutes: completion.minutes, serialNumber: completion.serialNumber)
    update(id) { handoff in
      handoff.move(to: .completed, at: moment.now)
      handoff.completion = completion
    }
    record(
      .completed, provenance, handoff: id,
      EventFacts(
        to: completion.resolution.code.rawValue, text: completion.resolution.text,
        partner: leg.partnership.partnerName), &moment)
    send(.complete(told), over: id, provenance, &moment)
    move(to: desk.statuses.first(.resolved), provenance, &moment)
    ticket.resolve(with: completion.resolution, status: desk.statuses.first(.resolved), at: moment.now)
  }
}
