import Foundation
package import Ticketing

extension ChainedTicket {
  /// Ends this ticket as a double of another one of the desk, which takes over what was said here. A partner hears nothing
  /// of it: what is tied to one cannot be merged away, and what the survivor takes over is internal.
  ///
  /// - Returns: the open children, which move to the survivor.
  package mutating func merge(
    into survivor: inout ChainedTicket, _ content: MergedContent, by author: Author, _ moment: inout Moment
  ) throws(FamilyRefusal) -> [TicketID] {
    try mayMerge(into: survivor)
    let provenance = Provenance.here(author)
    let moving = family.openChildren
    family.children.removeAll { !$0.status.category.isEnded }
    survivor.absorb(content, of: self, provenance, &moment)
    survivor.family.children += moving
    if !ticket.status.category.isEnded { move(to: desk.statuses.first(.closed), provenance, &moment) }
    ticket.merge(into: survivor.ticket.reference, at: moment.now)
    family.survivor = survivor.ticket.reference
    record(
      .merged, provenance, EventFacts(text: survivor.ticket.subject, ticket: survivor.ticket.reference), &moment)
    return moving.map(\.ticket.id)
  }

  private func mayMerge(into survivor: ChainedTicket) throws(FamilyRefusal) {
    guard ticket.id != survivor.ticket.id else { throw .mergedIntoItself }
    try requireNotMerged()
    try survivor.requireNotMerged()
    if let leg = upper ?? lower {
      throw .handedOver(partner: leg.partnership.partnerName, state: leg.handoff.state)
    }
    guard !survivor.ticket.status.category.isEnded else {
      throw .survivorEnded(survivor.ticket.number, status: survivor.ticket.status.name)
    }
    if let parent = survivor.family.parent, !family.openChildren.isEmpty {
      throw .survivorIsChild(survivor.ticket.number, of: parent.number)
    }
  }

  private mutating func absorb(
    _ content: MergedContent, of merged: ChainedTicket, _ provenance: Provenance, _ moment: inout Moment
  ) {
    effects.comments += content.comments.map(\.comment)
    effects.attachments += content.attachments.map(\.attachment)
    var changes = TicketChanges()
    changes.tags = ticket.tags + merged.ticket.tags.filter { !ticket.tags.contains($0) }
    let differences = ticket.apply(changes, at: moment.now)
    ticket.touch(at: moment.now)
    record(
      .absorbed, provenance,
      EventFacts(
        text: merged.ticket.subject, changes: differences.isEmpty ? nil : differences,
        ticket: merged.ticket.reference), &moment)
  }

  /// A ticket that was merged into this one is open again. What was taken over stays.
  package mutating func release(_ merged: TicketReference, by author: Author, _ moment: inout Moment) {
    ticket.touch(at: moment.now)
    record(.unmerged, .here(author), EventFacts(ticket: merged), &moment)
  }

  /// Nothing is added to a ticket that was merged away.
  package func requireNotMerged() throws(FamilyRefusal) {
    if let survivor = family.survivor { throw .mergedAway(ticket.number, into: survivor.number) }
  }
}
