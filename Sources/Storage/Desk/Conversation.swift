package import Federation
package import Ticketing

package protocol ConversationReading {
  func comment(_ id: CommentID) throws -> Comment?
  func comment(event: EventID, on ticket: TicketID) throws -> Comment?
  /// Oldest first.
  func comments(on ticket: TicketID, _ page: PageRequest) throws -> Page<Comment>
  /// The last of them before a position, the oldest first; `next` is where those before them end. Nil begins at the end.
  func comments(on ticket: TicketID, before: PagePosition?, limit: Int) throws -> Page<Comment>
  func attachment(_ id: AttachmentID) throws -> Attachment?
  func attachment(event: EventID, on ticket: TicketID) throws -> Attachment?
  /// Oldest first, at most `Limits.attachmentsPerTicket`.
  func attachments(on ticket: TicketID) throws -> [Attachment]
  /// The handoffs over which a comment or file left this desk.
  func crossings(of event: EventID) throws -> Set<HandoffID>
}

package protocol ConversationWriting {
  func put(_ comment: Comment) throws
  /// Puts a comment back that the desk had, and has lost: at the place among the ticket's comments that nothing stands at.
  func restore(_ comment: Comment) throws
  func insert(_ attachment: Attachment) throws
  func noteCrossing(of event: EventID, over handoff: HandoffID) throws
}
