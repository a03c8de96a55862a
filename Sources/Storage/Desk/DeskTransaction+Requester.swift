import Federation
import Foundation
package import Ticketing

extension DeskTransaction {
  /// Writes to a ticket's requester what became of it, in the commit in which it became so. A ticket whose requester has no
  /// address, or whose desk has none to write from, writes nothing.
  func tellRequester(of chained: ChainedTicket, since before: Ticket?, _ moment: inout Moment) throws {
    for news in chained.news(since: before) {
      switch news {
      case .comment(let comment): try write(.comment, about: chained.ticket, comment.id, &moment)
      case .closing: try write(.closing, about: chained.ticket, nil, &moment)
      }
    }
  }

  /// Tells who wrote a mail that it has become a ticket; to be called in the transaction that opens it.
  package func acknowledge(_ ticket: Ticket, _ moment: inout Moment) throws {
    try write(.acknowledgement, about: ticket, nil, &moment)
  }

  private func write(
    _ kind: RequesterMail.Kind, about ticket: Ticket, _ comment: CommentID?, _ moment: inout Moment
  ) throws {
    guard sendsMail, let id = ticket.requester, let requester = try requester(id), let recipient = requester.email,
      let sender = try writingAddress(for: ticket.id, team: ticket.team), try deskAddress(recipient) == nil,
      try recipient != givenAddress()
    else { return }
    let place = try requesterMails(on: ticket.id, limit: 1).last.map { $0.place + 1 } ?? 1
    var mail = RequesterMail(
      id: moment.newID(), kind: kind, ticket: ticket.id, place: place, requester: id, sender: sender,
      recipient: recipient, comment: comment, createdAt: moment.now)
    if let why = try withholding(of: mail, at: moment.now) { mail.withhold(why, at: moment.now) }
    try enqueue(mail)
  }

  private func withholding(of mail: RequesterMail, at now: Date) throws -> RequesterMail.Withholding? {
    if try suppression(of: mail.recipient) != nil { return .suppressed }
    guard mail.kind.isAutomatic else { return nil }
    let anHourAgo = now.addingTimeInterval(-3_600)
    if try automaticMails(from: mail.sender, to: mail.recipient, since: anHourAgo) >= RequesterMail.automaticAnHour {
      return .muted
    }
    guard mail.kind == .acknowledgement else { return nil }
    if try acknowledgements(to: nil, since: anHourAgo) >= RequesterMail.acknowledgementsAnHour { return .deskLimit }
    let isStranger = try !hasWritten(to: mail.recipient)
    let aDayAgo = now.addingTimeInterval(-86_400)
    return try isStranger && acknowledgements(to: mail.recipient, since: aDayAgo) > 0 ? .onceADay : nil
  }
}

extension DeskReader {
  /// The desk's address by which a ticket is answered: the one that its newest mail came to, else one of its team's, else
  /// the desk's oldest, else the one that the hub gives it. Nil where the desk has none that is proved.
  package func writingAddress(for ticket: TicketID, team: TeamID?) throws -> EmailAddress? {
    let own = try writingAddresses()
    guard !own.isEmpty else { return nil }
    let heard = try receivedMails(on: ticket).lazy.compactMap {
      EmailAddress(DeskAddress.withoutToken($0.envelope.recipient))
    }
    let answering = heard.first { heard in own.contains { $0.address == heard } }
    return answering ?? own.first { $0.team != nil && $0.team == team }?.address ?? own.first { $0.team == nil }?
      .address
      ?? own.first?.address
  }
}

extension EmailAddress {
  /// The same mailbox, with a token behind a plus sign; nil where that were longer than a mailbox may be (RFC 5321, 4.5.3.1.1).
  package func tagged(_ token: MailToken) -> EmailAddress? {
    guard let at = text.lastIndex(of: "@") else { return nil }
    let local = "\(text[..<at])+\(token.text)"
    return local.utf8.count <= 64 ? EmailAddress(local + text[at...]) : nil
  }

  /// What stands behind the `@`.
  package var domain: Substring { text.split(separator: "@").last ?? "" }
}
