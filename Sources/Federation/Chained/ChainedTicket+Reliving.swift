import Foundation
import Ticketing

/// Edits and retractions that this desk had passed on and has forgotten, and that a desk further on still has.
extension ChainedTicket {
  /// For how long after it was put back a desk hears from a partner what it had taken back itself.
  private static var patience: TimeInterval { 30 * 86_400 }

  /// The words of a comment are the business of its author's desk: if that remembers the edit, it says it again; if not, the
  /// desk further on is told how the comment reads now. An edit of this desk's own is relived.
  mutating func relive(
    _ edit: CommentEdit, _ known: KnownContent, _ provenance: Provenance, _ moment: inout Moment
  ) {
    guard var comment = known.comment, !comment.isRetracted else { return }
    guard towardsAuthor(of: known, provenance).isEmpty else {
      return sayAgain(comment, to: provenance.arrivedBy, &moment)
    }
    do { try comment.edit(body: edit.body, at: moment.now) } catch { return }
    self.edit(comment, wentTo: known.wentTo, provenance, &moment)
  }

  private mutating func sayAgain(_ comment: Comment, to id: HandoffID?, _ moment: inout Moment) {
    let provenance = Provenance.here(desk.system)
    guard let id, let shared = comment.shared else { return }
    for leg in destinations(.followUp(wentTo: [id]), provenance) where outward(of: leg).lets(shared.audience) {
      send(.edit(CommentEdit(shared, under: outward(of: leg))), over: id, provenance, &moment)
    }
  }

  /// What was taken back cannot be said again: it is taken back here too, and all the way up to where it was said.
  mutating func reliveRetraction(_ known: KnownContent, _ provenance: Provenance, _ moment: inout Moment) {
    guard var comment = known.comment, !comment.isRetracted else { return }
    comment.retract(at: moment.now)
    retract(comment, wentTo: known.wentTo, provenance, &moment)
    let back = CommentRetraction(event: comment.event, isRelived: true)
    for leg in towardsAuthor(of: known, provenance) { send(.retract(back), over: leg.handoff.id, provenance, &moment) }
  }

  /// Whether a desk that a comment went to may tell this one that it had been taken back: this one was put back not long ago.
  func mayRelive(_ known: KnownContent, over leg: Leg, _ moment: Moment) -> Bool {
    guard let restoredAt = desk.restoredAt, known.wentTo.contains(leg.handoff.id) else { return false }
    return moment.now < restoredAt.addingTimeInterval(Self.patience)
  }

  /// The ways back to where a comment was said, if not at this desk.
  private func towardsAuthor(of known: KnownContent, _ provenance: Provenance) -> [Leg] {
    guard known.comment?.origin == .partner else { return [] }
    return destinations(.followUp(wentTo: Set(legs.map(\.handoff.id)).subtracting(known.wentTo)), provenance)
  }
}
