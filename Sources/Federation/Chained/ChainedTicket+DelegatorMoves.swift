import Foundation
import Mutants
package import Ticketing

extension ChainedTicket {
  /// Takes an offer back before the partner answered.
  package mutating func withdraw(_ id: HandoffID, by author: Author, _ moment: inout Moment) throws(HandoffRefusal) {
    let leg = try mine(id, .withdraw)
    settle(leg, with: .withdraw, reason: nil, .here(author), &moment)
    conclude(.here(author), &moment)
  }

  /// Takes the ticket back.
  ///
  /// - Parameter then: the status to set in the same step, to cancel for one.
  package mutating func recall(
    _ id: HandoffID, reason: String, then status: Status? = nil, by author: Author, _ moment: inout Moment
  ) throws(HandoffRefusal) {
    let leg = try mine(id, .recall)
    if let status { try mayEnd(with: status) }
    settle(leg, with: .recall, reason: reason, then: status, .here(author), &moment)
    conclude(.here(author), &moment)
  }

  /// A middle desk cannot end its ticket in passing: that is complete or return.
  private func mayEnd(with status: Status) throws(HandoffRefusal) {
    guard status.category.isEnded else { return }
    try requireNoOpenChildren(before: DelegatorMove.recall.rawValue)
    guard let upper else { return }
    throw .statusNeedsMove(
      status: status.name, move: status.category == .cancelled ? "return" : "complete", state: upper.handoff.state)
  }

  /// Sends a completion back to work.
  package mutating func rework(
    _ id: HandoffID, reason: String, by author: Author, _ moment: inout Moment
  ) throws(HandoffRefusal) {
    let leg = try mine(id, .rework)
    guard leg.partnership.phase == .joined else { throw .partnershipNotActive(leg.partnership.state) }
    settle(leg, with: .rework, reason: reason, .here(author), &moment)
    conclude(.here(author), &moment)
  }

  package mutating func confirm(_ id: HandoffID, by author: Author, _ moment: inout Moment) throws(HandoffRefusal) {
    let leg = try mine(id, .confirm)
    settle(leg, with: .confirm, reason: nil, .here(author), &moment)
    takeSolution(of: leg, .here(author), &moment)
    conclude(.here(author), &moment)
  }

  /// The first desk that accepts a solution has its ticket solved by it, and closed where it was resolved at the completion
  /// already; a middle desk completes upwards first, and a ticket of which a part is still to be done stays open.
  mutating func takeSolution(of leg: Leg, _ provenance: Provenance, _ moment: inout Moment) {
    guard upper == nil, let completion = leg.handoff.completion else { return }
    guard family.openChildren.isEmpty else { return ticket.note(resolution: completion.resolution, at: moment.now) }
    switch ticket.status.category {
    case .new, .inProgress, .waitingForRequester, .waitingForPartner, .onHold:
      move(to: desk.statuses.first(.resolved), provenance, &moment)
    case .resolved: move(to: desk.statuses.first(.closed), provenance, &moment)
    case .closed, .cancelled: return
    }
    ticket.note(resolution: completion.resolution, at: moment.now)
  }

  private func mine(_ id: HandoffID, _ move: DelegatorMove) throws(HandoffRefusal) -> Leg {
    guard let leg = leg(id), leg.handoff.side == .delegator else {
      throw .notYours(move: move.rawValue, side: .delegate)
    }
    let state = leg.handoff.state
    guard HandoffTable.delegator(in: state, makes: move) != .refused else {
      throw .forbidden(move: move.rawValue, state: state, allowed: HandoffTable.moves(ofDelegatorIn: state))
    }
    switch move {
    case .withdraw, .confirm: break
    case .recall, .rework:
      // What was done below a ticket that was taken away stays done, only to be confirmed.
      if isTakenAway {
        throw .forbidden(move: move.rawValue, state: state, allowed: [DelegatorMove.confirm.rawValue])
      }
      // A middle desk that has itself completed upwards no longer holds what it would take or send back.
      if let upper, upper.handoff.state != .accepted { throw .notHolder(holder: holder) }
    }
    return leg
  }

  /// Whether the ticket came from a desk that has taken it back, and this desk has not opened it again for itself.
  var isTakenAway: Bool { handoffIn != nil && upper == nil && ticket.status.category.isEnded }

  /// Makes a move that the table allows: raises the turn, tells the delegate, sets this desk's status by the mapping.
  ///
  /// - Parameter then: the status that a recall leads to, where it is not the mapping's.
  mutating func settle(
    _ leg: Leg, with move: DelegatorMove, reason: String?, then status: Status? = nil, _ provenance: Provenance,
    _ moment: inout Moment
  ) {
    guard case .to(let state) = HandoffTable.delegator(in: leg.handoff.state, makes: move) else { return }
    let id = leg.handoff.id
    let told = outward(of: leg).text(reason ?? "")
    update(id) { handoff in
      if !Mutant.turnIsNotRaised.isOn { handoff.turn = handoff.turn.next }
      handoff.move(to: state, at: moment.now)
      handoff.reason = reason
    }
    let facts = EventFacts(text: reason, partner: leg.partnership.partnerName)
    switch move {
    case .withdraw:
      record(.withdrawn, provenance, handoff: id, facts, &moment)
      send(.withdraw, over: id, provenance, &moment)
      ticket.touch(at: moment.now)
    case .recall:
      record(.recalled, provenance, handoff: id, facts, &moment)
      send(.recall(Reason(told)), over: id, provenance, &moment)
      if let status {
        self.move(to: status, provenance, &moment)
      } else {
        self.move(after: .recalled, of: leg, provenance, &moment)
      }
    case .rework:
      record(.reworked, provenance, handoff: id, facts, &moment)
      send(.rework(Reason(told)), over: id, provenance, &moment)
      self.move(after: .accepted, of: leg, provenance, &moment)
    case .confirm:
      record(.confirmed, provenance, handoff: id, facts, &moment)
      send(.confirm, over: id, provenance, &moment)
      ticket.touch(at: moment.now)
    }
  }
}
