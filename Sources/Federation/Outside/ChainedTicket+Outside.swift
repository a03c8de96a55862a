import Foundation
import Ticketing

extension ChainedTicket {
  /// What has happened and is news to the external desk that this desk stands in for: what partners and the desk's own clock
  /// did, and not what that desk itself has told.
  package var outsideMessages: [OutsideMessage] {
    var messages: [OutsideMessage] = []
    var standing: OutsideMessage?
    for event in effects.events where event.origin == .partner || event.actor == desk.system {
      if event.kind == .status {
        standing = message(of: event, .status(currentStanding))
        continue
      }
      if let content = content(of: event) { messages.append(message(of: event, content)) }
    }
    // Where the status moved more than once, only where it came to stand is news.
    return messages + (standing.map { [$0] } ?? [])
  }

  private func message(of event: Event, _ content: OutsideMessage.Content) -> OutsideMessage {
    let author = event.actor
    return OutsideMessage(
      event: event.id, at: event.at,
      author: WireAuthor(
        ref: author.ref ?? "", name: author.name, kind: author.kind, role: author.role, desk: author.desk),
      content: content)
  }

  private var currentStanding: OutsideMessage.Standing {
    OutsideMessage.Standing(
      status: ticket.status.name, category: ticket.status.category, resolution: ticket.resolution, hold: ticket.hold)
  }

  private func content(of event: Event) -> OutsideMessage.Content? {
    switch event.kind {
    case .offered: handoffIn?.handoff.id == event.handoff ? .open(opening) : nil
    case .commented: event.facts.comment.flatMap(words).map { .comment($0) }
    case .edited: comment(event).flatMap { comment in words(comment.id).map { .edit(comment.event, $0) } }
    case .retracted: comment(event).map { .retract($0.event) }
    case .attached: event.facts.attachment.flatMap(file).map { .file($0) }
    case .priority: .priority(ticket.priority)
    case .reworked, .recalled, .withdrawn, .returned, .declined:
      event.facts.text.flatMap { $0.isEmpty ? nil : .comment(.init(body: $0, format: .text, audience: .partner)) }
    case .opened, .changed, .status, .released, .accepted, .completed, .confirmed, .ended, .eta, .deadlines, .fields,
      .cancellation, .void, .outdated, .overdue, .parked, .dropped, .unlinked, .merged, .absorbed, .unmerged, .split,
      .adopted:
      nil
    }
  }

  private var opening: OutsideMessage.Opening {
    OutsideMessage.Opening(
      number: handoffIn?.handoff.partnerNumber ?? ticket.number, subject: ticket.subject,
      description: ticket.description, type: ticket.type, priority: ticket.priority, requester: nil,
      message: handoffIn?.handoff.message, site: ticket.site, fields: ticket.fields)
  }

  private func comment(_ event: Event) -> Comment? {
    event.facts.comment.flatMap { id in effects.comments.first { $0.id == id } }
  }

  /// Nil for what may not leave a desk.
  private func words(_ id: CommentID) -> OutsideMessage.Words? {
    effects.comments.first { $0.id == id }?.shared.map {
      OutsideMessage.Words(body: $0.comment.body, format: $0.comment.format, audience: $0.audience)
    }
  }

  private func file(_ id: AttachmentID) -> OutsideMessage.File? {
    effects.attachments.first { $0.id == id }?.shared.map {
      OutsideMessage.File(
        name: $0.attachment.name, mediaType: $0.attachment.mediaType, bytes: $0.attachment.bytes,
        hash: $0.attachment.hash, audience: $0.audience)
    }
  }
}
