import Foundation
import Mutants
import Ticketing

extension ChainedTicket {
  /// The delegate's move or word, heard by the delegator.
  mutating func hearDelegate(
    _ envelope: Envelope, over leg: Leg, _ provenance: Provenance, _ moment: inout Moment
  ) -> Reception {
    guard leg.handoff.side == .delegator else { return .parked(.impossible) }
    let state = leg.handoff.state
    let age = envelope.turn.age(against: leg.handoff.turn)
    guard let move = envelope.message.delegateMove else {
      guard age == .same, state == .accepted,
        !envelope.message.endsWithoutMove
      else {
        return void(envelope, leg, provenance, &moment)
      }
      hearWord(envelope, over: leg, provenance, &moment)
      return .applied
    }
    let outcome: HandoffState
    switch HandoffTable.delegator(in: state, receives: move, turn: age) {
    case .ignored: return .applied
    case .void: return void(envelope, leg, provenance, &moment)
    case .to(let state): outcome = state
    case .impossible:
      guard mayHaveForgotten(whatAllows: leg) else { return .parked(.impossible) }
      outcome = move.outcome
    }
    update(leg.handoff.id) { handoff in
      handoff.turn = max(handoff.turn, envelope.turn)
      handoff.move(to: outcome, at: moment.now)
    }
    adopt(envelope, over: leg, provenance, &moment)
    return .applied
  }

  private mutating func adopt(
    _ envelope: Envelope, over leg: Leg, _ provenance: Provenance, _ moment: inout Moment
  ) {
    let id = leg.handoff.id
    let partner = leg.partnership.partnerName
    func facts(_ text: String? = nil, to: String? = nil, until: Date? = nil) -> EventFacts {
      EventFacts(to: to, text: text, until: until, partner: partner)
    }
    switch envelope.message {
    case .accept(let acceptance):
      update(id) { handoff in
        handoff.partnerNumber = acceptance.number
        handoff.eta = acceptance.eta
        handoff.isOverdue = false
      }
      record(.accepted, provenance, handoff: id, event: envelope.event, facts(until: acceptance.eta), &moment)
      move(after: .accepted, of: leg, provenance, &moment)
      if acceptance.eta != nil, upper != nil {
        tellEta(Eta(eta: acceptance.eta, reason: nil), provenance, &moment)
      }
    case .decline(let reason):
      update(id) { $0.reason = reason.text }
      record(.declined, provenance, handoff: id, event: envelope.event, facts(reason.text), &moment)
      ticket.touch(at: moment.now)
      if !ticket.status.category.isEnded { move(after: .declined, of: leg, provenance, &moment) }
    case .return(let reason):
      update(id) { $0.reason = reason.text }
      record(.returned, provenance, handoff: id, event: envelope.event, facts(reason.text), &moment)
      move(after: .returned, of: leg, provenance, &moment)
    case .complete(let completion): adopt(completion, envelope, over: leg, provenance, &moment)
    case .offer, .withdraw, .recall, .rework, .confirm, .status, .comment, .edit, .retract, .file, .priority,
      .deadlines, .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync,
      .resynced, .remind, .forgotten:
      break
    }
  }

  private mutating func adopt(
    _ completion: Completion, _ envelope: Envelope, over leg: Leg, _ provenance: Provenance, _ moment: inout Moment
  ) {
    let days = Double(leg.partnership.settings.confirmAfterDays)
    update(leg.handoff.id) { handoff in
      handoff.completion = completion
      handoff.confirmAt = moment.now.addingTimeInterval(days * (Mutant.confirmedTooSoon.isOn ? 3_600 : 86_400))
    }
    record(
      .completed, provenance, handoff: leg.handoff.id, event: envelope.event,
      EventFacts(
        to: completion.resolution.code.rawValue, text: completion.resolution.text,
        partner: leg.partnership.partnerName), &moment)
    move(after: .completed, of: leg, provenance, &moment)
    if !Mutant.resolutionIsLost.isOn { ticket.note(resolution: completion.resolution, at: moment.now) }
    // What the desk above asks for and the desk below did not say, a person has to add; so is what other parts need.
    if desk.passesThrough, !Mutant.passThroughIsForgotten.isOn, family.openChildren.isEmpty, let upper,
      upper.handoff.state == .accepted, !upper.isRecovering,
      !upper.handoff.requires.contains(where: completion.lacks) || Mutant.passesOnWhatLacks.isOn
    {
      finish(upper, completion, provenance.reaction(by: desk.system), &moment)
    }
  }

  private mutating func hearWord(
    _ envelope: Envelope, over leg: Leg, _ provenance: Provenance, _ moment: inout Moment
  ) {
    if case .eta(let eta) = envelope.message { tellEta(eta, provenance, &moment) }
    guard case .status(let report) = envelope.message else { return }
    update(leg.handoff.id) { $0.partnerStatus = report }
    if report.category == .waitingForRequester, envelope.seen < leg.handoff.replySeq, !Mutant.replyIsOvertaken.isOn {
      record(
        .outdated, provenance, handoff: leg.handoff.id,
        EventFacts(to: report.label, partner: leg.partnership.partnerName), &moment)
      return
    }
    move(to: mapping(of: leg).status(for: report, in: desk.statuses), hold: report.hold, provenance, &moment)
  }

  private mutating func void(
    _ envelope: Envelope, _ leg: Leg, _ provenance: Provenance, _ moment: inout Moment
  ) -> Reception {
    record(
      .void, provenance, handoff: leg.handoff.id, event: envelope.event,
      EventFacts(
        text: envelope.message.words, partner: leg.partnership.partnerName, message: envelope.message.kind), &moment)
    return .void
  }
}

extension Message {
  /// The delegate's move that this message tells; nil for any other word.
  var delegateMove: DelegateMove? {
    switch self {
    case .accept: .accept
    case .decline: .decline
    case .complete: .complete
    case .return: .return
    case .offer, .withdraw, .recall, .rework, .confirm, .status, .comment, .edit, .retract, .file, .priority,
      .deadlines, .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync,
      .resynced, .remind, .forgotten:
      nil
    }
  }

  /// A delegate's status of work that is over: to say so takes a move, complete or return.
  fileprivate var endsWithoutMove: Bool {
    guard case .status(let report) = self else { return false }
    return report.category.isEnded
  }

  /// What a person wrote in it, kept where the message itself has no effect.
  var words: String? {
    switch self {
    case .complete(let completion): completion.resolution.text
    case .decline(let reason), .return(let reason), .recall(let reason), .rework(let reason): reason.text
    case .status(let report): report.label
    case .eta(let eta): eta.reason
    case .accept, .offer, .withdraw, .confirm, .comment, .edit, .retract, .file, .priority, .deadlines, .fields,
      .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync,
      .resynced, .remind, .forgotten:
      nil
    }
  }
}
