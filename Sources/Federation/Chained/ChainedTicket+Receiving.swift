import Foundation
import Mutants
package import Ticketing

/// What the receiving desk did with a message.
package enum Reception: Sendable, Equatable {
  case applied
  /// Without effect, and kept in the timeline: it crossed a move of this desk's.
  case void
  /// Cannot be applied: it waits, visibly, and holds its own lane only.
  case parked(ParkReason)
}

package enum ParkReason: String, Sendable, Equatable, CaseIterable, Codable {
  /// The two desks' records contradict one another.
  case impossible
  case tooManyHops = "too_many_hops"
  case unknownPartnership = "unknown_partnership"
  case unreadable
  case missingFile = "missing_file"
  /// Spent its retries.
  case spent
  /// An external desk does not take it, and will not as it is.
  case refusedOutside = "refused_outside"
  /// The mail that told it came back: it never will arrive where it went.
  case cameBack = "came_back"
  /// Waits behind a parked message of its lane.
  case behind
}

/// What the desk has already of what a message is about.
package struct KnownContent: Sendable, Equatable {
  /// The comment that a comment, edit or retraction names by its event.
  package var comment: Comment?
  /// Whether the file that a message brings is here already.
  package var hasFile: Bool
  /// The handoffs that the comment went to.
  package var wentTo: Set<HandoffID>

  package init(comment: Comment? = nil, hasFile: Bool = false, wentTo: Set<HandoffID> = []) {
    self.comment = comment
    self.hasFile = hasFile
    self.wentTo = wentTo
  }
}

extension ChainedTicket {
  /// Applies a message of a handoff, the next in its lane, but for an offer, which makes a ticket of its own.
  ///
  /// - Parameter overtakes: whether it goes ahead of what is parked, whose turn in the lane it leaves to them.
  package mutating func receive(
    _ envelope: Envelope, over id: HandoffID, known: KnownContent, overtakes: Bool = false, _ moment: inout Moment
  ) -> Reception {
    guard let leg = leg(id) else { return .parked(.impossible) }
    guard envelope.hops <= Envelope.maximumHops else { return .parked(.tooManyHops) }
    let provenance = Provenance.arrived(envelope, by: id)
    let reception = take(envelope, over: leg, known, provenance, &moment)
    if case .parked = reception { return reception }
    if !overtakes { update(id) { $0.lane.pass(epoch: envelope.epoch, seq: envelope.seq) } }
    conclude(provenance, &moment)
    return reception
  }

  private mutating func take(
    _ envelope: Envelope, over leg: Leg, _ known: KnownContent, _ provenance: Provenance, _ moment: inout Moment
  ) -> Reception {
    switch envelope.message {
    case .withdraw: return hear(.withdraw, reason: nil, envelope, over: leg, provenance, &moment)
    case .recall(let reason): return hear(.recall, reason: reason, envelope, over: leg, provenance, &moment)
    case .rework(let reason): return hear(.rework, reason: reason, envelope, over: leg, provenance, &moment)
    case .confirm: return hear(.confirm, reason: nil, envelope, over: leg, provenance, &moment)
    case .accept, .decline, .complete, .return, .status, .eta:
      return hearDelegate(envelope, over: leg, provenance, &moment)
    case .end(let ending): return hearEnd(ending, envelope, over: leg, provenance, &moment)
    case .comment(let copy):
      if known.comment == nil { keep(copy, by: leg.handoff.id, provenance, &moment) }
      if Mutant.wordsReopen.isOn, ticket.status.category.isEnded {
        move(to: desk.statuses.first(.inProgress), provenance, &moment)
      }
    case .edit(let edit):
      if mayChange(known, over: leg.handoff.id) { follow(edit, known, provenance, &moment) }
    case .retract(let retraction):
      if mayChange(known, over: leg.handoff.id) {
        followRetraction(known, provenance, &moment)
      } else if retraction.isRelived == true, mayRelive(known, over: leg, moment) {
        reliveRetraction(known, provenance, &moment)
      }
    case .file(let copy):
      if !known.hasFile { keep(copy, comment: known.comment?.id, by: leg.handoff.id, provenance, &moment) }
    case .priority(let note):
      if leg.handoff.side == .delegate, leg.handoff.state.isOpen { set(note, provenance, &moment) }
    case .deadlines(let deadlines):
      if leg.handoff.side == .delegate, leg.handoff.state.isOpen { set(deadlines, of: leg, provenance, &moment) }
    case .fields(let note):
      if leg.handoff.state.isOpen { take(note, over: leg, provenance, &moment) }
    case .chain(let report): update(leg.handoff.id) { $0.beyond = Array(report.hops.prefix(Envelope.maximumHops)) }
    case .tombstone: record(.dropped, provenance, handoff: leg.handoff.id, EventFacts(), &moment)
    case .forgotten: return hearForgotten(envelope, over: leg, provenance, &moment)
    // Heard when it came; this is its place.
    case .resync, .remind: break
    case .resynced(let answer): concludeRecovery(leg.handoff.id, answer, &moment)
    case .offer, .joined, .terms, .suspend, .resume, .ended: return .parked(.impossible)
    }
    return .applied
  }

  /// A comment is changed only from where it came: never by a desk that it was passed on to.
  private func mayChange(_ known: KnownContent, over id: HandoffID) -> Bool {
    guard let comment = known.comment else { return false }
    return comment.origin == .partner && !comment.isRetracted && !known.wentTo.contains(id)
  }

  private mutating func follow(
    _ edit: CommentEdit, _ known: KnownContent, _ provenance: Provenance, _ moment: inout Moment
  ) {
    guard var comment = known.comment else { return }
    do { try comment.edit(body: edit.body, at: moment.now) } catch { return }
    self.edit(comment, wentTo: known.wentTo, provenance, &moment)
  }

  private mutating func followRetraction(_ known: KnownContent, _ provenance: Provenance, _ moment: inout Moment) {
    guard var comment = known.comment, !Mutant.retractionIsForgotten.isOn else { return }
    comment.retract(at: moment.now)
    retract(comment, wentTo: known.wentTo, provenance, &moment)
  }
}
