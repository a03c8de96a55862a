import Crypto
import Foundation
package import Ticketing

extension DeskReader {
  /// What an answer of the ticket's requester is known by; nil where it has none. It ends when the ticket gets another one.
  package func replyToken(to ticket: Ticket) throws -> MailToken? {
    guard let requester = ticket.requester else { return nil }
    return MailToken(
      .reply, ticket: ticket.number, mail: nil, code: try code(.reply, ticket: ticket.id, requester: requester))
  }

  /// The ticket whose requester was given this token, to answer with or within a mail about it; nil where it proves nothing.
  package func ticket(provenBy token: MailToken) throws -> Ticket? {
    guard let ticket = try ticket(number: token.ticket) else { return nil }
    let isProven =
      switch token.kind {
      case .reply: try replyToken(to: ticket) == token
      case .bounce, .message: try requesterMail(provenBy: token)?.requester == ticket.requester
      }
    return isProven ? ticket : nil
  }

  /// What a report about a mail is known by.
  package func bounceToken(of mail: RequesterMail) throws -> MailToken? { try token(.bounce, of: mail) }

  /// What stands before the `@` of a mail's message id.
  package func messageToken(of mail: RequesterMail) throws -> MailToken? { try token(.message, of: mail) }

  /// The mail that bears this token, as the address that reports go to or as its message id; nil where it proves nothing.
  package func requesterMail(provenBy token: MailToken) throws -> RequesterMail? {
    guard let place = token.mail, let ticket = try ticket(number: token.ticket),
      let mail = try requesterMail(place, on: ticket.id), try self.token(token.kind, of: mail) == token
    else { return nil }
    return mail
  }

  private func token(_ kind: MailToken.Kind, of mail: RequesterMail) throws -> MailToken? {
    guard let ticket = try ticket(mail.ticket) else { return nil }
    return MailToken(
      kind, ticket: ticket.number, mail: mail.place,
      code: try code(kind, ticket: mail.ticket, requester: mail.requester, mail: mail.id.uuid))
  }

  /// - Parameter mail: the id of the one mail that the token is bound to; nil for a reply token.
  func code(
    _ kind: MailToken.Kind, ticket: TicketID, requester: RequesterID, mail: UUID? = nil
  ) throws -> MailCode {
    // Each part is as long as every other of its kind, so that no two lists of parts give the same bytes.
    let ids = [tenant.uuid, ticket.uuid, requester.uuid] + [mail].compactMap { $0 }
    let place = ids.flatMap { id in withUnsafeBytes(of: id.uuid) { Array($0) } }
    let key = SymmetricKey(data: try derivedKey(for: .mailTokens))
    return MailCode(HMAC<SHA256>.authenticationCode(for: Array(kind.rawValue.utf8) + place, using: key))
  }
}
