package import Federation
import Storage
package import Ticketing

extension ModelTransaction {
  package func put(_ comment: Comment) throws {
    tellAfterCommit(.ticket(comment.ticket))
    if tables.comments[comment.id] == nil {
      try require(ticket(comment.ticket) != nil, "ticket")
      try refuse("comments.event_id", where: self.comment(event: comment.event, on: comment.ticket) != nil)
    }
    tables.comments[comment.id] = comment
  }

  /// Comments have no places here.
  package func restore(_ comment: Comment) throws { try put(comment) }

  package func insert(_ attachment: Attachment) throws {
    tellAfterCommit(.ticket(attachment.ticket))
    try require(ticket(attachment.ticket) != nil, "ticket")
    try refuse("attachments.id", where: self.attachment(attachment.id) != nil)
    try refuse(
      "attachments.event_id", where: self.attachment(event: attachment.event, on: attachment.ticket) != nil)
    tables.attachments[attachment.id] = attachment
  }

  package func noteCrossing(of event: EventID, over handoff: HandoffID) {
    tables.crossings[key: Crossing(event: Rank(event), handoff: Rank(handoff))] = handoff
  }
}
