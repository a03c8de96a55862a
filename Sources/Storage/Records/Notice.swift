package import Federation
package import Foundation
package import Ticketing

package typealias NoticeID = ID<Notice>

/// What one person is told of one event of a ticket's.
package struct Notice: Sendable, Equatable {
  package let id: NoticeID
  package let agent: AgentID
  package let kind: NoticeKind
  package let ticket: TicketID
  /// One event gives one person one notice.
  package let event: EventID
  package let handoff: HandoffID?
  package let comment: CommentID?
  /// Who did it, as this desk knows them.
  package let actor: Author
  package let at: Date
  /// Whether the person sees it on the page; one that is only mailed is kept for its mail.
  package let isShown: Bool
  package let readAt: Date?
  /// The mail that tells of it.
  package let mail: MailID?

  package init(
    id: NoticeID, agent: AgentID, kind: NoticeKind, ticket: TicketID, event: EventID, handoff: HandoffID? = nil,
    comment: CommentID? = nil, actor: Author, at: Date, isShown: Bool = true, readAt: Date? = nil, mail: MailID? = nil
  ) {
    self.id = id
    self.agent = agent
    self.kind = kind
    self.ticket = ticket
    self.event = event
    self.handoff = handoff
    self.comment = comment
    self.actor = actor
    self.at = at
    self.isShown = isShown
    self.readAt = readAt
    self.mail = mail
  }
}

extension Notice {
  /// How long a notice is kept that was read, and one that was not.
  package static let daysWhenRead = 30
  package static let daysUnread = 90
}
