import Foundation
package import Ticketing

/// What a desk puts right when it has drifted apart from a partner (`protocol.md`, section 8). What it had told its other
/// neighbours stands: they have heard it.
extension ChainedTicket {
  /// Puts a handoff where its messages say that it is. The ticket follows only where it was left behind.
  package mutating func settle(_ id: HandoffID, as history: MoveHistory, _ moment: inout Moment) {
    guard let leg = leg(id), !leg.isRecovering else { return }
    let isMoved = leg.handoff.state != history.state
    update(id) { handoff in
      handoff.turn = history.turn
      guard isMoved else { return }
      handoff.move(to: history.state, at: moment.now)
      handoff.adopt(history.decider.message, confirmingAfter: leg.partnership.settings.confirmAfterDays, at: moment.now)
    }
    guard isMoved else { return }
    let provenance = Provenance.here(desk.system)
    ticket.touch(at: moment.now)
    switch leg.handoff.side {
    case .delegate where !history.state.isOpen:
      if !ticket.status.category.isEnded {
        settleTicket(after: leg, history.state, keepsCopy: false, provenance, &moment)
      }
    case .delegator where ticket.status.category == .waitingForPartner:
      if let event = MappedEvent(history.state) { move(after: event, of: leg, provenance, &moment) }
    case .delegate, .delegator: fitStatus(provenance, &moment)
    }
    conclude(provenance, &moment)
  }

  /// Brings back a comment of a partner's that this desk had, and has lost.
  ///
  /// - Parameters:
  ///   - id: by which the timeline names it; nil where the timeline tells nothing of it, so that it is news.
  ///   - changes: the messages that changed it since, or took it back.
  package mutating func restore(
    _ copy: CommentCopy, as id: CommentID?, changedBy changes: [Envelope], in envelope: Envelope,
    over handoff: HandoffID, _ moment: inout Moment
  ) {
    guard let id else { return keep(copy, by: handoff, .arrived(envelope, by: handoff), &moment) }
    var comment = comment(copy, as: id, by: handoff)
    for change in changes { comment.follow(change) }
    effects.lostComments.append(comment)
    ticket.touch(at: moment.now)
  }

  /// The same for a file; its bytes lie under their hash already.
  package mutating func restore(
    _ copy: AttachmentCopy, as id: AttachmentID?, comment: CommentID?, in envelope: Envelope,
    over handoff: HandoffID, _ moment: inout Moment
  ) {
    guard let id else {
      return keep(copy, comment: comment, by: handoff, .arrived(envelope, by: handoff), &moment)
    }
    effects.attachments.append(attachment(copy, as: id, comment: comment))
    ticket.touch(at: moment.now)
  }

  /// Gives a partner's comment the words that the partner's messages say.
  ///
  /// - Parameter body: nil where it was taken back.
  package mutating func correct(
    _ known: Comment, to body: String?, wentTo: Set<HandoffID>, in envelope: Envelope, over id: HandoffID,
    _ moment: inout Moment
  ) {
    guard known.origin == .partner, !known.isRetracted, known.body != body else { return }
    var comment = known
    let provenance = Provenance.arrived(envelope, by: id)
    guard let body else {
      comment.retract(at: moment.now)
      return retract(comment, wentTo: wentTo, provenance, &moment)
    }
    do { try comment.edit(body: body, at: moment.now) } catch { return }
    edit(comment, wentTo: wentTo, provenance, &moment)
  }
}

extension Comment {
  /// What a message made of it, at that time.
  fileprivate mutating func follow(_ envelope: Envelope) {
    if case .edit(let edit) = envelope.message { try? self.edit(body: edit.body, at: envelope.at) }
    if case .retract = envelope.message { retract(at: envelope.at) }
  }
}

extension Handoff {
  /// Counts a message of this desk's own, which the other desk has, as said: its number is not given again.
  package mutating func haveSaid(_ seq: Int) { lane.haveSaid(seq) }

  /// What goes with the state that a message has decided.
  fileprivate mutating func adopt(_ message: Message, confirmingAfter days: Int, at now: Date) {
    switch message {
    case .accept(let acceptance):
      eta = acceptance.eta
      if side == .delegator { partnerNumber = acceptance.number }
    case .complete(let completion):
      self.completion = completion
      if side == .delegator { confirmAt = now.addingTimeInterval(Double(days) * 86_400) }
    case .decline(let reason), .return(let reason), .recall(let reason), .rework(let reason): self.reason = reason.text
    case .offer, .withdraw, .confirm, .status, .comment, .edit, .retract, .file, .priority, .deadlines, .eta, .fields,
      .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync, .resynced, .remind, .forgotten:
      break
    }
  }
}

extension Lane {
  fileprivate mutating func haveSaid(_ seq: Int) { sent = max(sent, seq) }
}

extension MappedEvent {
  /// What a delegator hears when its handoff comes into a state; nil for what it decides itself.
  fileprivate init?(_ state: HandoffState) {
    switch state {
    case .accepted: self = .accepted
    case .completed: self = .completed
    case .declined: self = .declined
    case .returned: self = .returned
    case .recalled: self = .recalled
    case .offered, .confirmed, .withdrawn: return nil
    }
  }
}
