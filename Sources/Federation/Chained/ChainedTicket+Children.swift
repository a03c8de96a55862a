import Foundation
package import Ticketing

extension ChainedTicket {
  /// Takes a new ticket as a part of this one.
  package mutating func adopt(
    _ child: ChainedTicket, by author: Author, _ moment: inout Moment
  ) throws(FamilyRefusal) {
    try mayHaveChildren()
    family.children.append(
      Family.Child(
        ticket: child.ticket.reference, subject: child.ticket.subject, status: child.ticket.status, partner: nil))
    ticket.touch(at: moment.now)
    record(
      .adopted, .here(author), EventFacts(text: child.ticket.subject, ticket: child.ticket.reference), &moment)
  }

  /// One level is all there is: who works on a part sees at a glance what it is a part of.
  package func mayHaveChildren() throws(FamilyRefusal) {
    try requireNotMerged()
    if let parent = family.parent { throw .isChild(of: parent.number) }
    guard !ticket.status.category.isEnded else { throw .parentEnded(status: ticket.status.name) }
  }

  /// Moves this child to the ticket that its parent was merged into.
  package mutating func move(under parent: TicketReference, by author: Author, _ moment: inout Moment) {
    let change = TicketChange(
      what: "parent", from: family.parent.map { "#\($0.number)" }, to: "#\(parent.number)")
    ticket.move(under: parent.id, at: moment.now)
    family.parent = parent
    record(.changed, .here(author), EventFacts(changes: [change], ticket: parent), &moment)
  }

  /// Says that a ticket was split off this one.
  package mutating func split(
    _ part: ChainedTicket, by author: Author, _ moment: inout Moment
  ) throws(FamilyRefusal) {
    try requireNotMerged()
    ticket.touch(at: moment.now)
    record(.split, .here(author), EventFacts(text: part.ticket.subject, ticket: part.ticket.reference), &moment)
  }

  /// A desk's own people do not end a ticket of which a part is still to be done.
  func requireNoOpenChildren(before move: String) throws(HandoffRefusal) {
    let open = family.openChildren
    guard open.isEmpty else { throw .tied(.childrenOpen(move: move, children: open.map(\.ticket.number))) }
  }

  /// An end that comes from above asks nobody; it leaves word of what is still to be done.
  mutating func leaveWordOfOpenChildren(_ moment: inout Moment) {
    let open = family.openChildren
    guard !open.isEmpty else { return }
    let numbers = open.map { "#\($0.ticket.number)" }.joined(separator: ", ")
    let comment = Comment(
      id: moment.newID(), ticket: ticket.id, event: moment.newID(),
      body: "This ticket has ended. Child tickets of it are still open: \(numbers).", format: .text,
      audience: .internal, author: desk.system, origin: .here, createdAt: moment.now)
    effects.comments.append(comment)
    record(
      .commented, .here(desk.system), event: comment.event,
      EventFacts(comment: comment.id, audience: comment.audience), &moment)
  }
}
