import Federation
import Foundation
import MailReading
import MessageFormat
import Storage
import Ticketing

extension FileMail {
  /// Opens a ticket of the mail.
  ///
  /// - Parameter elder: the ticket that it answers, which was closed too long ago.
  func open(
    _ kept: inout KeptMail, followingUp elder: Ticket?, isForged: Bool, _ tx: any DeskTransaction,
    _ moment: inout Moment
  ) throws {
    let desk = try tx.existingDesk()
    let address = try address(in: tx)
    let asker = try asker(in: tx)
    if asker.isForwarded { kept.kind = .forwarded }
    let requester = try asker.address.flatMap { try tx.requester(writing: $0, &moment) }
    let language = try address?.language ?? tx.deskRecord()?.language
    let draft = TicketDraft(
      subject: subject(asker, language),
      description: words, type: address?.type ?? .incident,
      requester: requester?.id, team: address?.team, ties: Ties(source: elder?.id))
    let ticket = Ticket(
      opening: draft, id: moment.newID(), number: try tx.nextTicketNumber(), origin: .mail, statuses: desk.statuses,
      at: moment.now)
    let author =
      asker.agent ?? requester.map { .requester($0, at: desk.name) } ?? .unverified(shownSender, at: desk.name)
    var chained = ChainedTicket(
      opened: ticket, at: desk, family: Family(source: elder?.reference), by: author, &moment)
    attach(
      to: &chained, nil, from: .here(author, origin: .mail), .public, room: Limits.attachmentsPerTicket, &moment)
    if let elder {
      var locked = try tx.existing(elder.id)
      try locked.chained.split(chained, by: author, &moment)
      try tx.saveNew(chained, &moment)
      try tx.save(locked, &moment)
    } else {
      try tx.saveNew(chained, &moment)
    }
    kept.ticket = ticket.id
    let reason: KeptMail.Reason? = isForged ? .forged : requester == nil ? .unverified : nil
    kept.settle(.filed, because: reason, at: moment.now)
  }

  /// Who asks.
  private struct Asker {
    /// Nil where nobody is named whom every program would see, or who is refuted.
    var address: MailAddress?
    /// Who passed it on, proved to be one of the desk's.
    var agent: Author?
    var subject: String?
    var isForwarded: Bool { agent != nil }
  }

  /// Whom the mail is from; or, where one of the desk's agents is proved to pass it on, whom that was from.
  private func asker(in tx: any DeskReader) throws -> Asker {
    let standing = SenderStanding(mail)
    if standing == .proven, let passed = passedOn,
      let address = mail.from.address.flatMap({ EmailAddress($0.address) }),
      let agent = try tx.agent(email: address), agent.isActive, agent.role.covers(.agent)
    {
      let author = Author(
        kind: .agent, name: agent.name, desk: try tx.existingDesk().name, agent: agent.id, role: agent.role.rawValue)
      return Asker(address: passed.author, agent: author, subject: passed.subject)
    }
    guard standing != .doubted || SenderStanding.isOnlyOnBehalf(mail) else { return Asker() }
    return Asker(address: mail.from.address)
  }

  /// The desk's address that the mail came to; nil for one that the hub gives without a word.
  private func address(in tx: any DeskReader) throws -> DeskAddress? {
    let recipient = claim.mail.envelope.recipient
    for text in [recipient, DeskAddress.withoutToken(recipient)] {
      if let address = try EmailAddress(text).flatMap({ try tx.deskAddress($0) }) { return address }
    }
    return nil
  }

  private func subject(_ asker: Asker, _ language: Language?) -> String {
    let words = MailText.line(
      SubjectPrefix.stripped(asker.subject ?? mail.subject), max: Limits.subjectBytes)
    if !words.isEmpty { return words }
    switch language {
    case .dutch?: return "(geen onderwerp)"
    case .english?, nil: return "(no subject)"
    }
  }
}

extension DeskTransaction {
  /// The requester with the address of a mail's sender, or a new one; nil where it is no address that could be answered.
  fileprivate func requester(writing sender: MailAddress, _ moment: inout Moment) throws -> Requester? {
    guard let email = EmailAddress(sender.address) else { return nil }
    if let known = try requester(email: email) { return known }
    let name = MailText.line(sender.name, max: Limits.nameBytes)
    let requester = Requester(
      id: moment.newID(), email: email, name: name.isEmpty ? email.text : name, createdAt: moment.now)
    try put(requester)
    return requester
  }
}
