import Foundation
package import Ticketing

/// What two desks say to one another when one of them was restored from a backup (`protocol.md`, section 1).
extension ChainedTicket {
  /// Asks the other desk, where this one was restored and has not asked yet: the first word of a new epoch.
  package mutating func resynchronise(_ id: HandoffID, _ moment: inout Moment) {
    guard let lane = leg(id)?.handoff.lane, lane.recovery == .due else { return }
    update(id) { $0.lane.recovery = .asked }
    let resync = Resync(former: lane.former ?? .start, applied: lane.heard)
    send(.resync(resync), over: id, .here(desk.system), &moment)
  }

  /// Answers a desk that was restored.
  ///
  /// - Parameter kept: the messages that it had sent and does not remember, in their order, as they came.
  package mutating func answer(
    _ resync: Resync, in envelope: Envelope, over id: HandoffID, kept: [KeptMessage], _ moment: inout Moment
  ) {
    update(id) { $0.lane.succeed(by: envelope.epoch, resync, kept: kept.last?.place) }
    let provenance = Provenance.here(desk.system)
    for message in kept where !message.wireBytes.isEmpty {
      send(.remind(Reminder(message.wireBytes)), over: id, provenance, &moment)
    }
    send(.resynced(Resynced(epoch: envelope.epoch)), over: id, provenance, &moment)
  }

  /// The other desk has answered: what it says is heard again, from where this desk remembers it.
  package mutating func hear(_ answer: Resynced, over id: HandoffID) { update(id) { $0.lane.hear(answer) } }

  /// All that the answer brought has been heard: this desk knows where it stands, and says so.
  mutating func concludeRecovery(_ id: HandoffID, _ answer: Resynced, _ moment: inout Moment) {
    guard let lane = leg(id)?.handoff.lane, lane.isAnswered(by: answer) else { return }
    update(id) { $0.lane.recovery = nil }
    settleForgotten(id, &moment)
    let provenance = Provenance.here(desk.system)
    settleInner(provenance, &moment)
    fitStatus(provenance, &moment)
    guard let leg = leg(id), leg.handoff.side == .delegate, leg.handoff.state == .accepted,
      leg.partnership.phase == .joined
    else { return }
    tellStatus(over: leg, provenance, &moment)
  }

  /// What this desk had handed on, and taken back before it gave its ticket back itself: where the partner below never heard
  /// of it, it is taken back now.
  private mutating func settleInner(_ provenance: Provenance, _ moment: inout Moment) {
    guard let handoffIn, let lower, lower.handoff.state.isUnderWay, !legs.contains(where: \.isRecovering) else {
      return
    }
    switch handoffIn.handoff.state {
    case .offered, .accepted: return
    case .completed: cascade(provenance, &moment)
    case .confirmed, .declined, .withdrawn, .recalled, .returned:
      if ticket.status.category.isEnded { cascade(provenance, &moment) }
    }
  }

  /// Two handoffs of one ticket learn of what was forgotten each in its own time: in the end the status has to fit both.
  mutating func fitStatus(_ provenance: Provenance, _ moment: inout Moment) {
    if let upper {
      switch (upper.handoff.state, ticket.status.category) {
      case (.offered, .new), (.completed, .resolved): return
      case (.offered, _): return move(to: desk.statuses.first(.new), provenance, &moment)
      case (.completed, _): return move(to: desk.statuses.first(.resolved), provenance, &moment)
      case (.accepted, .resolved), (.accepted, .closed), (.accepted, .cancelled):
        move(to: desk.statuses.first(.inProgress), provenance, &moment)
      case (.accepted, _), (.confirmed, _), (.declined, _), (.withdrawn, _), (.recalled, _), (.returned, _): break
      }
    }
    guard let lower, lower.handoff.state == .accepted else { return }
    if let report = lower.handoff.partnerStatus {
      let status = mapping(of: lower).status(for: report, in: desk.statuses)
      if status.category != ticket.status.category { move(to: status, hold: report.hold, provenance, &moment) }
    } else {
      move(after: .accepted, of: lower, provenance, &moment)
    }
  }

  /// The other desk has nothing of a handoff: no answer of its is waited for any more.
  ///
  /// - Parameters:
  ///   - envelope: the word that says so.
  ///   - kept: the last message of the other desk's that is here, applied or not.
  package mutating func prepareToBeForgotten(by envelope: Envelope, over id: HandoffID, kept: Place?) {
    guard let leg = leg(id), mayBeForgotten(leg) else { return }
    update(id) { $0.lane.beForgotten(in: envelope.epoch, kept: kept) }
  }

  /// The other desk has nothing of a handoff, and what it said of it before has been heard: this desk settles it. A delegate
  /// keeps what it has taken on as a ticket of its own, for nobody else has it.
  mutating func hearForgotten(
    _ envelope: Envelope, over leg: Leg, _ provenance: Provenance, _ moment: inout Moment
  ) -> Reception {
    guard mayBeForgotten(leg) else { return .parked(.impossible) }
    guard let outcome = EndTable.settled(leg.handoff.state, by: .delegator) else { return .applied }
    if leg.handoff.side == .delegate { update(leg.handoff.id) { $0.turn = max($0.turn, envelope.turn) } }
    close(leg, as: outcome, raisingTurn: leg.handoff.side == .delegator, provenance, &moment)
    settleTicket(after: leg, outcome, keepsCopy: true, provenance.reaction(by: desk.system), &moment)
    return .applied
  }

  /// A delegator can have forgotten what it had handed over. A delegate says that it has nothing only of what a delegator
  /// asks for that has forgotten how it ended.
  private func mayBeForgotten(_ leg: Leg) -> Bool { leg.handoff.side == .delegate || desk.restoredAt != nil }
}

/// A message that came in, as the desk keeps it.
package struct KeptMessage: Sendable, Equatable {
  package let place: Place
  package let wireBytes: [UInt8]

  package init(place: Place, wireBytes: [UInt8]) {
    self.place = place
    self.wireBytes = wireBytes
  }
}

extension Envelope {
  /// Whether this desk had sent it before it heard a message of the other desk's that stands at a place: then it is relived
  /// before that one.
  package func wasSent(before heard: Place) -> Bool { Place(epoch: seenEpoch, seq: seen) < heard }
}
