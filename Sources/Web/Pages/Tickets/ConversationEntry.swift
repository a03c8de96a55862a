import Federation
import Foundation
import Ticketing

/// A comment as the ticket's page shows it.
struct ConversationEntry {
  let id: String
  let author: String
  /// The author's desk, where it is another one.
  let desk: String?
  let initials: String
  let isOwn: Bool
  /// `internal`, `partner` or `public`: what it looks like, and what is said above it.
  let isInternal: Bool
  let isPartner: Bool
  let isPublic: Bool
  /// Markdown made HTML by us: the only thing that templates put in as it is.
  let html: String
  let written: TimeView
  let isEdited: Bool
  let isRetracted: Bool

  init(_ comment: Comment, _ attachments: [Attachment], _ actor: Actor, _ clock: PageClock) {
    id = comment.id.description
    author = AddressMask.masked(comment.author.name)
    desk = comment.origin == .partner ? comment.author.desk : nil
    initials = Initials.of(author)
    isOwn = comment.author.agent == actor.agent
    isInternal = comment.audience == .internal
    isPartner = comment.audience == .partner
    isPublic = comment.audience == .public
    html =
      switch comment.format {
      case .markdown: Markdown.html(comment.body)
      case .text: Markdown.escaped(comment.body)
      }
    written = TimeView(comment.createdAt, clock)
    isEdited = comment.editedAt != nil
    isRetracted = comment.isRetracted
  }
}
