package import Federation
package import Storage
package import Ticketing

/// Ends a ticket as a double of another one, which takes over what was said on it.
package struct MergeTicket: Action {
  package let ticket: TicketID
  package let survivor: TicketID

  package init(_ ticket: TicketID, into survivor: TicketID) {
    self.ticket = ticket
    self.survivor = survivor
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> ChainedTicket {
    try actor.require(.agent)
    guard ticket != survivor else {
      _ = try tx.existing(ticket)
      throw FamilyRefusal.mergedIntoItself
    }
    var (merged, kept) = try lockBoth(tx)
    let author = actor.author(at: kept.chained.desk.name)
    let content = try content(of: merged.chained.ticket, tx, &moment)
    let children = try merged.chained.merge(into: &kept.chained, content, by: author, &moment)
    try tx.save(kept, &moment)
    try tx.save(merged, &moment)
    for id in children {
      var child = try tx.existing(id)
      child.chained.move(under: kept.chained.ticket.reference, by: author, &moment)
      try tx.save(child, &moment)
    }
    return try tx.chained(kept.chained.ticket, at: kept.chained.desk)
  }

  /// Always in the same order, so that two who merge at the same time do not wait for one another.
  private func lockBoth(_ tx: any DeskTransaction) throws -> (merged: LockedTicket, kept: LockedTicket) {
    let first = try tx.existing(min(ticket, survivor))
    let second = try tx.existing(max(ticket, survivor))
    return ticket < survivor ? (first, second) : (second, first)
  }

  /// What the survivor does not have yet: after an undone merge it has kept its copies.
  private func content(
    of merged: Ticket, _ tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> MergedContent {
    let kept = try tx.allComments(on: survivor).filter { $0.mergedFrom != nil }
    var comments: [MergedComment] = []
    var copies: [CommentID: CommentID] = [:]
    func take(_ copy: MergedComment?, of original: CommentID?) {
      guard let copy else { return }
      let known = kept.first { copy.comment.isCopy(of: $0) }
      if known == nil { comments.append(copy) }
      if let original { copies[original] = (known ?? copy.comment).id }
    }
    if let opener = try tx.timeline(of: ticket, afterSeq: 0, limit: 1).first?.event.actor {
      take(MergedComment(describing: merged, by: opener, to: survivor, &moment), of: nil)
    }
    for comment in try tx.allComments(on: ticket) {
      take(MergedComment(comment, of: merged.number, to: survivor, &moment), of: comment.id)
    }
    return MergedContent(
      comments: comments, attachments: try files(of: merged, copies: copies, tx, &moment))
  }

  private func files(
    of merged: Ticket, copies: [CommentID: CommentID], _ tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> [MergedAttachment] {
    let kept = try tx.attachments(on: survivor)
    var files: [MergedAttachment] = []
    for file in try tx.attachments(on: ticket) {
      let copy = MergedAttachment(
        file, of: merged.number, to: survivor, comment: file.comment.flatMap { copies[$0] }, &moment)
      if !kept.contains(where: copy.attachment.isCopy) { files.append(copy) }
    }
    guard kept.count + files.count <= Limits.attachmentsPerTicket else {
      throw FamilyRefusal.tooManyFiles(limit: Limits.attachmentsPerTicket)
    }
    return files
  }
}
