import Foundation
import Mutants
import Ticketing

extension ChainedTicket {
  /// The delegator's move, heard by the delegate.
  mutating func hear(
    _ move: DelegatorMove, reason: Reason?, _ envelope: Envelope, over leg: Leg, _ provenance: Provenance,
    _ moment: inout Moment
  ) -> Reception {
    guard leg.handoff.side == .delegate else { return .parked(.impossible) }
    let id = leg.handoff.id
    let age = envelope.turn.age(against: leg.handoff.turn)
    switch HandoffTable.delegate(in: leg.handoff.state, receives: move, turn: age) {
    case .ignored, .void: return .applied
    case .impossible where !mayHaveForgotten(whatAllows: leg): return .parked(.impossible)
    case .impossible, .to:
      let state = move.outcome
      update(id) { handoff in
        if !Mutant.turnIsNotAdopted.isOn { handoff.turn = envelope.turn }
        handoff.move(to: state, at: moment.now)
        handoff.reason = reason?.text
        // The delegator's mirror was moved by its own move: what is said next is news again.
        handoff.toldStatus = nil
      }
      let facts = EventFacts(text: reason?.text, partner: leg.partnership.partnerName)
      record(Event.Kind(hearing: move), provenance, handoff: id, event: envelope.event, facts, &moment)
      if leg.handoff.state.isOpen {
        follow(move, provenance, &moment)
      } else {
        followLate(from: leg.handoff.state, to: state, provenance.reaction(by: desk.system), &moment)
      }
      return .applied
    }
  }

  /// Whether this desk, as one that was restored, may have forgotten, with its partner, what made a move possible. Where it
  /// has ended the partnership before it was told, it is not told any more.
  func mayHaveForgotten(whatAllows leg: Leg) -> Bool {
    leg.isRecovering || (leg.partnership.phase == .ended && desk.restoredAt != nil)
  }

  /// The handoff was over here before the delegator's word came. The ticket follows only from where that end had left it:
  /// what the desk has kept, or taken up again for itself, stays as it is, and so does what it handed on since.
  mutating func followLate(
    from earlier: HandoffState, to state: HandoffState, _ provenance: Provenance, _ moment: inout Moment
  ) {
    guard let left = Self.category(after: earlier), ticket.status.category == left,
      let category = Self.category(after: state), category != left
    else { return }
    move(to: desk.statuses.first(category), provenance, &moment)
  }

  /// Where the delegate's ticket stands when a handoff is over; nil while it is not.
  private static func category(after state: HandoffState) -> StatusCategory? {
    switch state {
    case .offered, .accepted, .completed: nil
    case .confirmed: .closed
    case .declined, .withdrawn, .recalled, .returned: .cancelled
    }
  }

  /// What becomes of this desk's own ticket, and of the handoff below it.
  private mutating func follow(_ move: DelegatorMove, _ provenance: Provenance, _ moment: inout Moment) {
    let reaction = provenance.reaction(by: desk.system)
    switch move {
    case .withdraw, .recall:
      cascade(reaction, &moment)
      self.move(to: desk.statuses.first(.cancelled), reaction, &moment)
    case .rework: self.move(to: desk.statuses.first(.inProgress), reaction, &moment)
    case .confirm:
      if let lower, lower.handoff.state == .completed, !Mutant.confirmationStopsHere.isOn {
        settle(lower, with: .confirm, reason: nil, reaction, &moment)
      }
      self.move(to: desk.statuses.first(.closed), reaction, &moment)
    }
  }

  /// Settles the handoff below when the one above is taken away (`protocol.md`, section 3): in the same transaction, with
  /// a fixed reason, never the original text.
  mutating func cascade(_ provenance: Provenance, _ moment: inout Moment) {
    guard let lower, !Mutant.cascadeIsForgotten.isOn else { return }
    switch lower.handoff.state {
    case .offered: settle(lower, with: .withdraw, reason: upstream, provenance, &moment)
    case .accepted:
      settle(
        lower, with: .recall, reason: upstream, then: desk.statuses.first(.cancelled), provenance, &moment)
    case .completed:
      if Mutant.cascadeTakesCompleted.isOn { settle(lower, with: .recall, reason: upstream, provenance, &moment) }
    case .confirmed, .declined, .withdrawn, .recalled, .returned: break
    }
  }

  var upstream: String {
    Mutant.cascadeTellsWhy.isOn
      ? upper?.handoff.reason ?? handoffIn?.handoff.reason ?? "" : FixedReason.upstream.rawValue
  }
}

extension Event.Kind {
  init(hearing move: DelegatorMove) {
    self =
      switch move {
      case .withdraw: .withdrawn
      case .recall: .recalled
      case .rework: .reworked
      case .confirm: .confirmed
      }
  }
}
