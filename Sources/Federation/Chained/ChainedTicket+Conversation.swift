import Foundation
package import Ticketing

extension ChainedTicket {
  /// Adds a comment that was written at this desk, or at a desk of the chain, and passes it on.
  package mutating func add(
    _ comment: Comment, asksToCancel: Bool = false, _ provenance: Provenance, _ moment: inout Moment
  ) {
    effects.comments.append(comment)
    ticket.touch(at: moment.now)
    record(
      .commented, provenance, handoff: provenance.arrivedBy, event: comment.event,
      EventFacts(comment: comment.id, audience: comment.audience), &moment)
    if asksToCancel { record(.cancellation, provenance, EventFacts(comment: comment.id), &moment) }
    // What somebody says who may be anybody is kept for the desk's own eyes, and is no answer.
    let isReply = comment.author.kind == .requester && comment.audience != .internal
    for (leg, copy) in copies(of: comment, asksToCancel: asksToCancel, provenance) {
      send(.comment(copy), over: leg.handoff.id, provenance, event: comment.event, &moment)
      if isReply { update(leg.handoff.id) { $0.replySeq = $0.lane.sent } }
    }
    if isReply { hearRequester(provenance, &moment) }
    conclude(provenance, &moment)
  }

  /// Which neighbours get a comment, and what each of them gets: what is sent, and what somebody is shown before sending.
  package func copies(
    of comment: Comment, asksToCancel: Bool = false, _ provenance: Provenance
  ) -> [(leg: Leg, copy: CommentCopy)] {
    guard let shared = comment.shared else { return [] }
    return destinations(.comment(shared.audience), provenance).map {
      ($0, CommentCopy(shared, under: outward(of: $0), asksToCancel: asksToCancel))
    }
  }

  /// Passes on a comment's new text to where the comment went.
  package mutating func edit(
    _ comment: Comment, wentTo: Set<HandoffID>, _ provenance: Provenance, _ moment: inout Moment
  ) {
    effects.comments.append(comment)
    ticket.touch(at: moment.now)
    record(
      .edited, provenance, handoff: provenance.arrivedBy,
      EventFacts(comment: comment.id, audience: comment.audience), &moment)
    guard let shared = comment.shared else { return }
    for leg in destinations(.followUp(wentTo: wentTo), provenance) where outward(of: leg).lets(shared.audience) {
      send(.edit(CommentEdit(shared, under: outward(of: leg))), over: leg.handoff.id, provenance, &moment)
    }
  }

  /// Takes a comment back wherever it went; that is always allowed.
  package mutating func retract(
    _ comment: Comment, wentTo: Set<HandoffID>, _ provenance: Provenance, _ moment: inout Moment
  ) {
    effects.comments.append(comment)
    ticket.touch(at: moment.now)
    record(
      .retracted, provenance, handoff: provenance.arrivedBy,
      EventFacts(comment: comment.id, audience: comment.audience), &moment)
    for leg in destinations(.followUp(wentTo: wentTo), provenance) {
      send(.retract(CommentRetraction(event: comment.event)), over: leg.handoff.id, provenance, &moment)
    }
  }

  /// Lets the requester read a partner's public words.
  package mutating func release(_ comment: Comment, _ provenance: Provenance, _ moment: inout Moment) {
    effects.comments.append(comment)
    ticket.touch(at: moment.now)
    record(.released, provenance, EventFacts(comment: comment.id, audience: comment.audience), &moment)
  }

  /// - Parameter comment: the event of the comment that the file came with.
  package mutating func attach(
    _ attachment: Attachment, comment: EventID?, _ provenance: Provenance, _ moment: inout Moment
  ) {
    effects.attachments.append(attachment)
    ticket.touch(at: moment.now)
    record(
      .attached, provenance, handoff: provenance.arrivedBy, event: attachment.event,
      EventFacts(to: attachment.name, attachment: attachment.id, audience: attachment.audience), &moment)
    guard let shared = attachment.shared else { return }
    for leg in destinations(.file(shared.audience), provenance) {
      let copy = AttachmentCopy(shared, comment: comment, under: outward(of: leg))
      send(.file(copy), over: leg.handoff.id, provenance, event: attachment.event, &moment)
    }
  }

  /// Keeps a partner's comment.
  mutating func keep(
    _ copy: CommentCopy, by id: HandoffID, _ provenance: Provenance, _ moment: inout Moment
  ) {
    add(comment(copy, as: moment.newID(), by: id), asksToCancel: copy.asksToCancel, provenance, &moment)
  }

  /// A partner's comment, as this desk keeps it.
  func comment(_ copy: CommentCopy, as id: CommentID, by handoff: HandoffID) -> Comment {
    let waits =
      copy.audience == .public && leg(handoff)?.partnership.settings.holdsPublicWords == true
      && copy.author.kind == .agent
    return Comment(
      id: id, ticket: ticket.id, event: copy.event, body: copy.body, format: copy.format,
      audience: waits ? .partner : copy.audience.audience, author: copy.author.author, origin: .partner,
      createdAt: copy.createdAt, awaitsRelease: waits)
  }

  /// Keeps a partner's file; its bytes lie under their hash already.
  mutating func keep(
    _ copy: AttachmentCopy, comment: CommentID?, by id: HandoffID, _ provenance: Provenance, _ moment: inout Moment
  ) {
    attach(attachment(copy, as: moment.newID(), comment: comment), comment: copy.comment, provenance, &moment)
  }

  /// A partner's file, as this desk keeps it.
  func attachment(_ copy: AttachmentCopy, as id: AttachmentID, comment: CommentID?) -> Attachment {
    Attachment(
      id: id, ticket: ticket.id, comment: comment, event: copy.event, name: copy.name,
      mediaType: copy.mediaType, bytes: copy.bytes, hash: copy.hash, audience: copy.audience.audience,
      author: copy.author.author, origin: .partner, createdAt: copy.createdAt)
  }
}
