import Foundation
import Mutants
package import Ticketing

extension ChainedTicket {
  /// Settles a handoff because its partnership ends here. End beats everything: it is the last message of its lane.
  ///
  /// - Parameter keepsCopy: leaves the delegate's ticket open, unlinked, the first of its own chain.
  package mutating func end(
    _ id: HandoffID, keepsCopy: Bool, by author: Author, _ moment: inout Moment
  ) {
    guard let leg = leg(id), let outcome = EndTable.settled(leg.handoff.state, by: leg.handoff.side) else { return }
    let provenance = Provenance.here(author)
    close(leg, as: outcome, raisingTurn: leg.handoff.side == .delegator, provenance, &moment)
    effects.silenced.append(id)
    send(.end(Ending(outcome: outcome, keepsCopy: keepsCopy)), over: id, provenance, &moment)
    settleTicket(after: leg, outcome, keepsCopy: keepsCopy, provenance, &moment)
    conclude(provenance, &moment)
  }

  /// Settles a handoff that a partner which ended the partnership did not settle with it: the partner never heard of it, or
  /// had ended it before and said so in words still on their way. The delegator's own end reaches both.
  package mutating func settleUnheard(_ id: HandoffID, _ moment: inout Moment) {
    guard leg(id)?.handoff.side == .delegator, !Mutant.unheardIsForgotten.isOn else { return }
    end(id, keepsCopy: false, by: desk.system, &moment)
  }

  /// Settles a handoff whose partnership has ended, where this desk has found out all that it forgot: if it had settled it
  /// before, the partner never heard of that.
  package mutating func settleForgotten(_ id: HandoffID, _ moment: inout Moment) {
    guard let leg = leg(id), leg.partnership.phase == .ended, !leg.isRecovering else { return }
    end(id, keepsCopy: false, by: desk.system, &moment)
  }

  /// The partner ended the partnership.
  mutating func hearEnd(
    _ ending: Ending, _ envelope: Envelope, over leg: Leg, _ provenance: Provenance, _ moment: inout Moment
  ) -> Reception {
    let reaction = provenance.reaction(by: desk.system)
    guard EndTable.outcomes(of: leg.handoff.side.other).contains(ending.outcome) else { return .parked(.impossible) }
    switch leg.handoff.side {
    case .delegate:
      guard envelope.turn > leg.handoff.turn || leg.handoff.state.isOpen else { return .applied }
      update(leg.handoff.id) { $0.turn = envelope.turn }
      guard ending.outcome != leg.handoff.state else { return .applied }
      close(leg, as: ending.outcome, raisingTurn: false, provenance, &moment)
      if leg.handoff.state.isOpen {
        settleTicket(after: leg, ending.outcome, keepsCopy: ending.keepsCopy, reaction, &moment)
      } else {
        followLate(from: leg.handoff.state, to: ending.outcome, reaction, &moment)
      }
      return .applied
    case .delegator:
      let age = envelope.turn.age(against: leg.handoff.turn)
      switch EndTable.delegator(in: leg.handoff.state, receives: ending.outcome, turn: age) {
      case .void: return .void
      case .adopt(let outcome):
        close(leg, as: outcome, raisingTurn: false, provenance, &moment)
        settleTicket(after: leg, outcome, keepsCopy: false, reaction, &moment)
      case .settleAnew(let outcome):
        close(leg, as: outcome, raisingTurn: true, provenance, &moment)
        send(.end(Ending(outcome: outcome)), over: leg.handoff.id, reaction, &moment)
        settleTicket(after: leg, outcome, keepsCopy: false, reaction, &moment)
      }
      return .applied
    }
  }

  mutating func close(
    _ leg: Leg, as outcome: HandoffState, raisingTurn: Bool, _ provenance: Provenance, _ moment: inout Moment
  ) {
    update(leg.handoff.id) { handoff in
      if raisingTurn { handoff.raiseTurn() }
      handoff.move(to: outcome, at: moment.now)
    }
    record(
      .ended, provenance, handoff: leg.handoff.id,
      EventFacts(to: outcome.rawValue, partner: leg.partnership.partnerName), &moment)
  }

  mutating func settleTicket(
    after leg: Leg, _ outcome: HandoffState, keepsCopy: Bool, _ provenance: Provenance, _ moment: inout Moment
  ) {
    ticket.touch(at: moment.now)
    switch leg.handoff.side {
    case .delegator:
      // The baton comes back from a delegate that had it.
      if leg.handoff.state == .accepted, !ticket.status.category.isEnded {
        move(after: outcome == .returned ? .returned : .recalled, of: leg, provenance, &moment)
      }
    case .delegate:
      if keepsCopy, !Mutant.keptCopyEnds.isOn, leg.handoff.state == .accepted {
        record(.unlinked, provenance, handoff: leg.handoff.id, EventFacts(), &moment)
      } else if outcome == .confirmed {
        if let lower, lower.handoff.state == .completed {
          settle(lower, with: .confirm, reason: nil, provenance, &moment)
        }
        move(to: desk.statuses.first(.closed), provenance, &moment)
      } else {
        if !Mutant.endIsNotCascaded.isOn { cascade(provenance, &moment) }
        move(to: desk.statuses.first(.cancelled), provenance, &moment)
      }
    }
  }
}
