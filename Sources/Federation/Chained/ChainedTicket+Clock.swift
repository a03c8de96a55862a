package import Ticketing

extension ChainedTicket {
  /// A completion that nobody answered confirms itself.
  package mutating func confirmUnanswered(_ id: HandoffID, _ moment: inout Moment) {
    guard let leg = leg(id), leg.handoff.side == .delegator, leg.handoff.state == .completed,
      !leg.isRecovering, let due = leg.handoff.confirmAt, due <= moment.now
    else { return }
    let provenance = Provenance.here(desk.system)
    settle(leg, with: .confirm, reason: nil, provenance, &moment)
    takeSolution(of: leg, provenance, &moment)
    conclude(provenance, &moment)
  }

  /// `respondBy` passed without an answer: the delegator is told, and by a setting the offer is withdrawn.
  package mutating func flagUnanswered(_ id: HandoffID, _ moment: inout Moment) {
    guard let leg = leg(id), leg.handoff.state == .offered, !leg.handoff.isOverdue,
      !leg.isRecovering, let due = leg.handoff.respondBy, due <= moment.now
    else { return }
    let provenance = Provenance.here(desk.system)
    update(id) { $0.isOverdue = true }
    ticket.touch(at: moment.now)
    record(.overdue, provenance, handoff: id, EventFacts(until: due, partner: leg.partnership.partnerName), &moment)
    if leg.handoff.side == .delegator, leg.partnership.settings.withdrawsUnanswered {
      settle(leg, with: .withdraw, reason: FixedReason.unanswered.rawValue, provenance, &moment)
    }
    conclude(provenance, &moment)
  }

  /// `resolveBy` passed before the work was done: both desks are told.
  package mutating func flagLate(_ id: HandoffID, _ moment: inout Moment) {
    guard let leg = leg(id), leg.handoff.state.isUnderWay, !leg.handoff.isLate, let due = leg.handoff.resolveBy,
      due <= moment.now
    else { return }
    update(id) { $0.isLate = true }
    // A desk in the middle of a chain has one deadline, and is told of it once.
    if leg.handoff.side == .delegator, let upper, upper.handoff.resolveBy == due { return }
    ticket.touch(at: moment.now)
    record(
      .overdue, .here(desk.system), handoff: id,
      EventFacts(to: "resolution", until: due, partner: leg.partnership.partnerName), &moment)
  }
}
