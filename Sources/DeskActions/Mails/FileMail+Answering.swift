import Federation
import Foundation
import MailReading
import MessageFormat
import Storage
package import Ticketing

extension FileMail {
  /// Writes the mail on the ticket whose token it bears. The token proves that its sender was written to on this ticket; that it
  /// is the ticket's requester, only the sender says. Whoever else it names is told to the desk alone.
  func answer(
    _ kept: inout KeptMail, on ticket: Ticket, _ tx: any DeskTransaction, _ moment: inout Moment
  ) throws {
    let standing = SenderStanding(mail)
    let address = mail.from.address.flatMap { EmailAddress($0.address) }
    let requester = try ticket.requester.flatMap { try tx.requester($0) }
    let desk = try tx.existingDesk().name
    if standing != .doubted, let address, let requester, requester.email == address {
      try write(
        &kept, on: ticket.id, as: .requester(requester, at: desk), to: .public, tx, &moment)
    } else if standing == .proven, let address, let agent = try tx.agent(email: address), agent.isActive {
      // An agent's words go to nobody but by the agent's own choice, at the desk.
      try write(
        &kept, on: ticket.id, as: agent.author(at: desk), to: .internal, tx, &moment)
    } else {
      kept.reason = .unverified
      try write(
        &kept, on: ticket.id, as: .unverified(shownSender, at: desk), to: .internal, tx, &moment)
    }
  }

  /// Keeps what a program says on the ticket that it is about: nobody's answer, so that nothing moves.
  func note(_ kept: inout KeptMail, on ticket: Ticket, _ tx: any DeskTransaction, _ moment: inout Moment) throws {
    let desk = try tx.existingDesk().name
    let author = Author(kind: .system, name: shownSender, desk: desk, role: Author.ofMail)
    try write(&kept, on: ticket.id, as: author, to: .internal, tx, &moment)
  }

  var shownSender: String {
    MailText.line(mail.from.address.map { $0.name.isEmpty ? $0.address : $0.name } ?? "", max: Limits.nameBytes)
  }

  private func write(
    _ kept: inout KeptMail, on ticket: TicketID, as author: Author, to audience: Audience, _ tx: any DeskTransaction,
    _ moment: inout Moment
  ) throws {
    var locked = try tx.existing(ticket)
    let provenance = Provenance.here(author, origin: .mail)
    let newest = try tx.comments(on: ticket, before: nil, limit: 1).items.last
    // After what was said before, whatever the clock says.
    let time = max(moment.now, newest?.createdAt.addingTimeInterval(0.001) ?? moment.now)
    let comment = Comment(
      id: moment.newID(), ticket: ticket, event: moment.newID(), body: body, format: .text, audience: audience,
      author: author, origin: .mail, createdAt: time)
    locked.chained.add(comment, provenance, &moment)
    let room = Limits.attachmentsPerTicket - (try tx.attachments(on: ticket).count)
    attach(
      to: &locked.chained, comment, from: provenance, audience, room: room, &moment)
    try tx.save(locked, &moment)
    (kept.ticket, kept.comment) = (ticket, comment.id)
    kept.settle(.filed, because: kept.reason, at: moment.now)
  }

  /// What stands on the ticket: a comment has words.
  private var body: String {
    let words = words
    if !words.isEmpty { return words }
    let subject = MailText.line(mail.subject, max: Limits.subjectBytes)
    return subject.isEmpty ? "—" : subject
  }

  /// - Parameter room: how many files the ticket still takes; what is beyond stays in the mail itself.
  func attach(
    to chained: inout ChainedTicket, _ comment: Comment?, from provenance: Provenance, _ audience: Audience, room: Int,
    _ moment: inout Moment
  ) {
    for file in files.prefix(max(0, room)) {
      let attachment = Attachment(
        id: moment.newID(), ticket: chained.ticket.id, comment: comment?.id, event: moment.newID(), name: file.name,
        mediaType: file.mediaType, bytes: file.bytes, hash: file.hash, audience: audience, author: provenance.author,
        origin: .mail, createdAt: moment.now)
      chained.attach(attachment, comment: comment?.event, provenance, &moment)
    }
  }
}

extension Author {
  /// The role of who is not proved to be anybody.
  package static let unproven = "unverified"
  /// The role of programs that answer mails.
  package static let ofMail = "mail"

  static func requester(_ requester: Requester, at desk: String) -> Author {
    Author(kind: .requester, name: requester.name, desk: desk, role: "requester", ref: requester.id.description)
  }

  static func unverified(_ name: String, at desk: String) -> Author {
    Author(kind: .requester, name: name, desk: desk, role: unproven)
  }
}

extension Agent {
  fileprivate func author(at desk: String) -> Author {
    Author(kind: .agent, name: name, desk: desk, agent: id, role: role.rawValue)
  }
}
