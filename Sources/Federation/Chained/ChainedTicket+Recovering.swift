import Foundation
package import Ticketing

extension ChainedTicket {
  /// Takes back what this desk had said itself and has forgotten, without saying it again over the same handoff. What was
  /// said by the other desk since wins as ever: by the turn.
  ///
  /// - Parameter envelope: this desk's own, as the other desk has kept it.
  package mutating func recover(
    _ envelope: Envelope, over id: HandoffID, known: KnownContent, _ moment: inout Moment
  ) {
    guard let leg = leg(id) else { return }
    let provenance = Provenance.arrived(envelope, by: id)
    switch envelope.message {
    case .withdraw: recover(.withdraw, nil, envelope, over: leg, provenance, &moment)
    case .recall(let reason): recover(.recall, reason, envelope, over: leg, provenance, &moment)
    case .rework(let reason): recover(.rework, reason, envelope, over: leg, provenance, &moment)
    case .confirm: recover(.confirm, nil, envelope, over: leg, provenance, &moment)
    case .accept, .decline, .complete, .return: recoverDelegate(envelope, over: leg, provenance, &moment)
    case .end(let ending): recover(ending, envelope, over: leg, provenance, &moment)
    case .status(let report): recover(report, over: leg, provenance, &moment)
    case .eta(let eta): if leg.handoff.state.isOpen { update(id) { $0.eta = eta.eta } }
    case .priority(let note): if leg.handoff.state.isOpen { set(note, provenance, &moment) }
    case .deadlines(let deadlines): if leg.handoff.state.isOpen { set(deadlines, of: leg, provenance, &moment) }
    case .fields(let note):
      let ours = note.fields.filter { desk.fieldKeys.contains($0.key) }
      if !ours.isEmpty { ticket.set(fields: ours, at: moment.now) }
    case .comment, .edit, .retract, .file: recoverContent(envelope, known, provenance, &moment)
    case .chain(let report): update(id) { $0.toldChain = report.hops }
    case .offer, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync, .resynced, .remind, .forgotten:
      break
    }
  }

  /// The delegator's own move: each has a turn of its own.
  private mutating func recover(
    _ move: DelegatorMove, _ reason: Reason?, _ envelope: Envelope, over leg: Leg, _ provenance: Provenance,
    _ moment: inout Moment
  ) {
    guard leg.handoff.side == .delegator, envelope.turn > leg.handoff.turn else { return }
    guard leg.handoff.state.isOpen else {
      if !move.outcome.isOpen { correct(leg, to: move.outcome, reason, envelope, &moment) }
      return
    }
    update(leg.handoff.id) { handoff in
      handoff.turn = envelope.turn
      handoff.move(to: move.outcome, at: moment.now)
      handoff.reason = reason?.text
    }
    record(
      Event.Kind(hearing: move), provenance, handoff: leg.handoff.id, event: envelope.event,
      EventFacts(text: reason?.text, partner: leg.partnership.partnerName), &moment)
    switch move {
    case .withdraw: ticket.touch(at: moment.now)
    case .recall: self.move(after: .recalled, of: leg, provenance, &moment)
    case .rework: self.move(after: .accepted, of: leg, provenance, &moment)
    case .confirm: takeSolution(of: leg, provenance, &moment)
    }
  }

  /// The delegate's own move, made at the turn that it had seen.
  private mutating func recoverDelegate(
    _ envelope: Envelope, over leg: Leg, _ provenance: Provenance, _ moment: inout Moment
  ) {
    let (id, partner) = (leg.handoff.id, leg.partnership.partnerName)
    guard leg.handoff.side == .delegate, envelope.turn >= leg.handoff.turn, let move = envelope.message.delegateMove
    else { return }
    guard leg.handoff.state.isOpen else {
      switch envelope.message {
      case .decline(let reason): correct(leg, to: .declined, reason, envelope, &moment)
      case .return(let reason): correct(leg, to: .returned, reason, envelope, &moment)
      default: break
      }
      return
    }
    update(id) { $0.turn = envelope.turn }
    func stand(_ state: HandoffState, _ facts: EventFacts, _ change: (inout Handoff) -> Void) {
      update(id) { handoff in
        handoff.move(to: state, at: moment.now)
        change(&handoff)
      }
      record(Event.Kind(recovering: move), provenance, handoff: id, event: envelope.event, facts, &moment)
    }
    switch envelope.message {
    case .accept(let acceptance):
      stand(.accepted, EventFacts(until: acceptance.eta, partner: partner)) { $0.eta = acceptance.eta }
    case .complete(let completion):
      stand(
        .completed,
        EventFacts(
          to: completion.resolution.code.rawValue, text: completion.resolution.text, partner: partner)
      ) { $0.completion = completion }
      self.move(to: desk.statuses.first(.resolved), provenance, &moment)
      ticket.note(resolution: completion.resolution, at: moment.now)
    case .decline(let reason), .return(let reason):
      stand(move == .decline ? .declined : .returned, EventFacts(text: reason.text, partner: partner)) {
        $0.reason = reason.text
      }
      self.move(to: desk.statuses.first(.cancelled), provenance, &moment)
    default: break
    }
  }

  /// This desk has ended the partnership without knowing that it had settled the handoff before: so the other desk has it.
  private mutating func correct(
    _ leg: Leg, to state: HandoffState, _ reason: Reason?, _ envelope: Envelope, _ moment: inout Moment
  ) {
    guard leg.isRecovering, leg.partnership.phase != .joined else { return }
    update(leg.handoff.id) { handoff in
      handoff.turn = max(handoff.turn, envelope.turn)
      handoff.move(to: state, at: moment.now)
      handoff.reason = reason?.text
    }
  }

  /// This desk had ended the partnership.
  private mutating func recover(
    _ ending: Ending, _ envelope: Envelope, over leg: Leg, _ provenance: Provenance, _ moment: inout Moment
  ) {
    guard leg.handoff.state.isOpen, envelope.turn >= leg.handoff.turn else { return }
    update(leg.handoff.id) { $0.turn = envelope.turn }
    close(leg, as: ending.outcome, raisingTurn: false, provenance, &moment)
    settleTicket(after: leg, ending.outcome, keepsCopy: ending.keepsCopy, provenance, &moment)
  }

  /// The delegate's own status, as it had told it.
  private mutating func recover(
    _ report: StatusReport, over leg: Leg, _ provenance: Provenance, _ moment: inout Moment
  ) {
    guard leg.handoff.side == .delegate, leg.handoff.state == .accepted else { return }
    let known = desk.statuses.statuses.first { $0.name == report.label && $0.category == report.category }
    update(leg.handoff.id) { $0.toldStatus = report }
    move(to: known ?? desk.statuses.first(report.category), hold: report.hold, provenance, &moment)
  }

  private mutating func recoverContent(
    _ envelope: Envelope, _ known: KnownContent, _ provenance: Provenance, _ moment: inout Moment
  ) {
    // What was passed on from another desk of the chain is that desk's, as it was before.
    let origin: Origin = envelope.cause == nil ? .here : .partner
    switch envelope.message {
    case .comment(let copy):
      guard known.comment == nil else { return }
      let comment = Comment(
        id: moment.newID(), ticket: ticket.id, event: copy.event, body: copy.body, format: copy.format,
        audience: copy.audience.audience, author: copy.author.author, origin: origin, createdAt: copy.createdAt)
      add(comment, asksToCancel: copy.asksToCancel, provenance, &moment)
    case .edit(let edit): relive(edit, known, provenance, &moment)
    case .retract: reliveRetraction(known, provenance, &moment)
    case .file(let copy):
      guard !known.hasFile else { return }
      let attachment = Attachment(
        id: moment.newID(), ticket: ticket.id, comment: known.comment?.id, event: copy.event, name: copy.name,
        mediaType: copy.mediaType, bytes: copy.bytes, hash: copy.hash, audience: copy.audience.audience,
        author: copy.author.author, origin: origin, createdAt: copy.createdAt)
      attach(attachment, comment: copy.comment, provenance, &moment)
    default: break
    }
  }
}

extension Event.Kind {
  fileprivate init(recovering move: DelegateMove) {
    self =
      switch move {
      case .accept: .accepted
      case .decline: .declined
      case .complete: .completed
      case .return: .returned
      }
  }
}
