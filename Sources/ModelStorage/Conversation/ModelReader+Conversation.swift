package import Federation
package import Storage
package import Ticketing

extension ModelReader {
  package func comment(_ id: CommentID) -> Comment? { tables.comments[id] }

  package func comment(event: EventID, on ticket: TicketID) -> Comment? {
    tables.comments.rows.first { $0.event == event && $0.ticket == ticket }
  }

  package func comments(on ticket: TicketID, _ page: PageRequest) -> Page<Comment> {
    Page.ordered(comments(on: ticket), after: page.after, limit: page.limit, place: \.place)
  }

  package func comments(on ticket: TicketID, before: PagePosition?, limit: Int) -> Page<Comment> {
    let page = Page.ordered(
      comments(on: ticket), after: before, limit: limit, isDescending: true, place: \.place)
    return Page(items: page.items.reversed(), next: page.next)
  }

  private func comments(on ticket: TicketID) -> [Comment] { tables.comments.rows.filter { $0.ticket == ticket } }

  package func attachment(_ id: AttachmentID) -> Attachment? { tables.attachments[id] }

  package func attachment(event: EventID, on ticket: TicketID) -> Attachment? {
    tables.attachments.rows.first { $0.event == event && $0.ticket == ticket }
  }

  package func attachments(on ticket: TicketID) -> [Attachment] {
    Page.ordered(
      tables.attachments.rows.filter { $0.ticket == ticket }, after: nil, limit: Limits.attachmentsPerTicket
    ) { ListPlace(key: $0.createdAt.milliseconds, id: $0.id) }.items
  }

  package func crossings(of event: EventID) -> Set<HandoffID> {
    Set(tables.crossings.rows(Crossing.all(of: event)).map { $0 })
  }
}

extension Comment {
  fileprivate var place: ListPlace<Comment> { ListPlace(key: createdAt.milliseconds, id: id) }
}
