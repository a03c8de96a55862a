import Federation
import Foundation
package import Storage
import Ticketing

/// What has become of a mail by the time that it is to be sent.
package enum RequesterDraft: Sendable, Equatable {
  case letter(RequesterLetter)
  case withheld(RequesterMail.Withholding)
  /// There is no such mail.
  case nothing
}

extension DeskReader {
  /// What a waiting mail tells now.
  package func requesterDraft(for id: RequesterMailID) throws -> RequesterDraft {
    guard let mail = try requesterMail(id), let ticket = try ticket(mail.ticket), let record = try deskRecord(),
      let requester = try requester(mail.requester)
    else { return .nothing }
    guard try suppression(of: mail.recipient) == nil else { return .withheld(.suppressed) }
    guard let address = try writingAddresses().first(where: { $0.address == mail.sender }) else {
      return .withheld(.senderGone)
    }
    let comment = try mail.comment.flatMap { try self.comment($0)?.shared }.flatMap(PublicComment.init)
    guard ticket.requester == mail.requester, (mail.kind == .comment) == (comment != nil) else {
      return .withheld(.retracted)
    }
    let language = address.language ?? record.language
    let template = try self.template(mail.kind, in: language)
    let desk = address.senderName ?? record.tenant.name
    let agent = comment.flatMap { agentName(of: $0.author) }
    let files = try comment.map { try publicFiles(with: $0, on: ticket.id) } ?? []
    let name = mail.kind.isAutomatic ? "" : requester.name
    return .letter(
      RequesterLetter(
        kind: mail.kind, from: Mailbox(name: agent.map { "\($0) (\(desk))" } ?? desk, address: mail.sender),
        to: Mailbox(name: AddressMask.masked(name) == name ? name : "", address: mail.recipient), language: language,
        subject: template.subject, body: template.body,
        values: [
          .desk: desk, .number: "\(ticket.number)", .subject: ticket.subject, .requester: requester.name,
          .agent: agent ?? desk,
        ],
        comment: comment, files: files, date: mail.createdAt,
        id: try messageToken(of: mail)?.text ?? mail.id.description,
        conversation: try conversation(of: mail, on: ticket)))
  }

  /// Only the desk's own people are named: who else works on a ticket is nobody's to know but the desk's.
  private func agentName(of author: Author) -> String? {
    let name = AddressMask.masked(author.name)
    return author.agent == nil || name.isEmpty ? nil : name
  }

  private func publicFiles(with comment: PublicComment, on ticket: TicketID) throws -> [PublicFile] {
    try attachments(on: ticket).compactMap { $0.shared.flatMap(PublicFile.init) }.filter { $0.comment == comment.id }
  }

  private func conversation(of mail: RequesterMail, on ticket: Ticket) throws -> MailConversation {
    // What somebody wrote whom nobody vouches for is nothing that the requester has.
    let received = try receivedMails(on: ticket.id).filter { $0.state == .filed && $0.reason == nil }
      .compactMap { mail in mail.messageID.flatMap(MessageReference.init).map { (at: mail.receivedAt, id: $0) } }
    let sent = try requesterMails(on: ticket.id, limit: 50)
      .filter { $0.place < mail.place && $0.state == .sent && $0.requester == mail.requester }
      .compactMap { mail in try reference(to: mail).map { (at: mail.createdAt, id: $0) } }
    let all = (received + sent).sorted { $0.at < $1.at }.map(\.id)
    let shown = all.count > Self.referenceLimit ? all.prefix(1) + all.suffix(Self.referenceLimit - 1) : all[...]
    let newest = received.max { $0.at < $1.at }?.id
    let replyTo = try replyToken(to: ticket).flatMap { mail.sender.tagged($0) }
    let returnPath = try bounceToken(of: mail).flatMap { mail.sender.tagged($0) }
    return MailConversation(
      replyTo: replyTo ?? mail.sender,
      returnPath: mail.kind == .acknowledgement ? nil : returnPath ?? mail.sender,
      loopMark: try loopMark(), inReplyTo: newest ?? all.last, references: Array(shown))
  }

  private func reference(to mail: RequesterMail) throws -> MessageReference? {
    try messageToken(of: mail).flatMap { MessageReference("\($0.text)@\(mail.sender.domain)") }
  }

  /// So many mails are named; the first one stays, by which programs find the thread.
  private static var referenceLimit: Int { 20 }
}
