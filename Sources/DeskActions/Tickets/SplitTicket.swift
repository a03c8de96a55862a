package import Federation
package import Storage
package import Ticketing

/// Makes a second ticket of what is a second matter; it takes the chosen comments along, and no handoff.
package struct SplitTicket: Action {
  package let ticket: TicketID
  package let input: TicketInput
  package let comments: [CommentID]

  package init(_ ticket: TicketID, _ input: TicketInput, comments: [CommentID]) {
    self.ticket = ticket
    self.input = input
    self.comments = comments
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> ChainedTicket {
    try actor.require(.agent)
    var locked = try tx.existing(ticket)
    try locked.chained.requireNotMerged()
    let chosen = try chosenComments(tx)
    let part = try tx.opened(input, Lineage(splitOff: locked.chained.ticket), by: actor, &moment)
    try locked.chained.split(part, by: actor.author(at: locked.chained.desk.name), &moment)
    try tx.saveNew(part, &moment)
    try copy(chosen, to: part.ticket.id, tx, &moment)
    try tx.save(locked, &moment)
    return part
  }

  /// Each once, the oldest first; what was retracted stays where it is.
  private func chosenComments(_ tx: any DeskReader) throws -> [Comment] {
    let chosen = try Set(comments).map { id in
      guard let comment = try tx.comment(id), comment.ticket == ticket else { throw NotFound() }
      return comment
    }
    return chosen.filter { !$0.isRetracted }.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
  }

  private func copy(
    _ chosen: [Comment], to part: TicketID, _ tx: any DeskTransaction, _ moment: inout Moment
  ) throws {
    let files = try tx.attachments(on: ticket)
    for comment in chosen {
      let copied = comment.copied(to: part, &moment)
      try tx.put(copied)
      for file in files where file.comment == comment.id {
        try tx.insert(file.copied(to: part, comment: copied.id, &moment))
      }
    }
  }
}
