import Federation
import Storage
import Ticketing

extension DeskTransaction {
  func own(_ id: CommentID, on ticket: TicketID, _ actor: Actor) throws -> Comment {
    guard let comment = try comment(id), comment.ticket == ticket else { throw NotFound() }
    guard comment.author.agent == actor.agent else {
      throw CommentRefusal.notYours(author: comment.author.name)
    }
    return comment
  }
}
