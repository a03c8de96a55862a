package import Foundation
package import Ticketing

/// Something that happened to a ticket: an entry of its timeline, which only grows.
package struct Event: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable, Codable {
    case opened, changed, status, commented, edited, retracted, released, attached
    case offered, accepted, declined, withdrawn, completed, confirmed, reworked, recalled, returned, ended
    case eta, deadlines, priority, fields
    /// The requester no longer wants the work.
    case cancellation
    /// The other desk's move crossed one of this desk's: it has no effect.
    case void
    /// Words about a waiting requester that were sent before the requester's reply was seen.
    case outdated
    case overdue, parked, dropped, unlinked
    /// This ticket was merged into another one; another one into this; a merge was undone.
    case merged, absorbed, unmerged
    /// A ticket was split off this one; a ticket became a part of this one.
    case split, adopted
  }

  package let id: EventID
  package let at: Date
  package let kind: Kind
  package let actor: Author
  package let origin: Origin
  package let handoff: HandoffID?
  package let facts: EventFacts

  package init(
    id: EventID, at: Date, kind: Kind, actor: Author, origin: Origin, handoff: HandoffID?, facts: EventFacts
  ) {
    self.id = id
    self.at = at
    self.kind = kind
    self.actor = actor
    self.origin = origin
    self.handoff = handoff
    self.facts = facts
  }
}

/// What there is to say about an event; each kind fills what it has.
package struct EventFacts: Sendable, Equatable {
  package var from: String?
  package var to: String?
  package var text: String?
  package var until: Date?
  package var partner: String?
  package var comment: CommentID?
  package var attachment: AttachmentID?
  package var audience: Audience?
  /// What a void or parked message was.
  package var message: Message.Kind?
  package var changes: [TicketChange]?
  /// Another ticket of this desk's that it is about.
  package var ticket: TicketReference?

  package init(
    from: String? = nil, to: String? = nil, text: String? = nil, until: Date? = nil, partner: String? = nil,
    comment: CommentID? = nil, attachment: AttachmentID? = nil, audience: Audience? = nil,
    message: Message.Kind? = nil, changes: [TicketChange]? = nil, ticket: TicketReference? = nil
  ) {
    self.from = from
    self.to = to
    self.text = text
    self.until = until
    self.partner = partner
    self.comment = comment
    self.attachment = attachment
    self.audience = audience
    self.message = message
    self.changes = changes
    self.ticket = ticket
  }
}
