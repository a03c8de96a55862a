package import Foundation
package import Storage
package import Ticketing

extension KeptMail {
  init(_ columns: inout Columns) throws {
    let id: KeptMailID = try columns.id()
    let (door, sender, recipient): (MailDoor, String?, String) = (
      try columns.word(), columns.maybeText(), columns.text()
    )
    let mailbox: ID<MailPlace>? = try columns.maybeID()
    let (validity, uid) = (columns.maybeInteger(), columns.maybeInteger())
    let place = mailbox.flatMap { mailbox in
      guard let validity, let uid else { return MailPlace?.none }
      return MailPlace(
        mailbox: mailbox.uuid, validity: UInt32(clamping: validity), uid: UInt32(clamping: uid))
    }
    let (receivedAt, messageID, identity) = (columns.date(), columns.maybeText(), columns.text())
    guard let hash = ContentHash(hex: columns.text()) else {
      throw StorageError.corrupt("received mail \(id) has no hash")
    }
    self.init(
      id: id, envelope: MailEnvelope(door: door, sender: sender, recipient: recipient, place: place),
      receivedAt: receivedAt, messageID: messageID, identity: identity, hash: hash, bytes: columns.count(),
      nextAt: columns.date(), state: try columns.word(), kind: try columns.maybeWord(),
      reason: try columns.maybeWord(), author: columns.maybeText(), subject: columns.maybeText(),
      ticket: try columns.maybeID(), comment: try columns.maybeID(), tries: columns.count(), isWanted: columns.flag(),
      finishedAt: columns.maybeDate())
  }

  /// What changes of it, in the order of the statements.
  fileprivate var changes: [SQLValue] {
    [
      .date(nextAt), .word(state), .word(kind), .word(reason), .text(author), .text(subject), .id(ticket),
      .id(comment), .count(tries), .flag(isWanted), .date(finishedAt),
    ]
  }
}

extension SQLReader {
  package func receivedMail(_ id: KeptMailID) throws -> KeptMail? {
    try first(ReceivedMailSQL.mail, [.id(id)], KeptMail.init)
  }

  package func receivedMail(identity: String, since: Date) throws -> KeptMail? {
    try first(ReceivedMailSQL.same, [.text(identity), .date(since)], KeptMail.init)
  }

  package func receivedMail(hash: ContentHash, from mailbox: UUID, notUnder validity: UInt32) throws -> KeptMail? {
    try first(
      ReceivedMailSQL.renumbered, [.text(hash.hex), .uuid(mailbox), .integer(Int64(validity))], KeptMail.init)
  }

  package func receivedMails(in state: KeptMail.State?, _ page: PageRequest) throws -> Page<KeptMail> {
    let last = UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
    let place: [SQLValue] = [.uuid(page.after?.id ?? last), .count(page.limit + 1)]
    let statement = state == nil ? ReceivedMailSQL.mails : ReceivedMailSQL.mailsInState
    let found = try rows(statement, place + (state.map { [.word($0)] } ?? []), KeptMail.init)
    return Page(oneMoreThan: page.limit, found) { PagePosition(id: $0.id.uuid) }
  }

  package func receivedMails(on ticket: TicketID) throws -> [KeptMail] {
    try rows(ReceivedMailSQL.ofTicket, [.id(ticket)], KeptMail.init)
  }
}

extension SQLTransaction {
  package func keep(_ mail: KeptMail) throws {
    let place = mail.envelope.place
    try execute(
      ReceivedMailSQL.insert,
      [
        .id(mail.id), .word(mail.envelope.door), .text(mail.envelope.sender), .text(mail.envelope.recipient),
        place.map { .uuid($0.mailbox) } ?? .null, place.map { .integer(Int64($0.validity)) } ?? .null,
        place.map { .integer(Int64($0.uid)) } ?? .null, .date(mail.receivedAt), .text(mail.messageID),
        .text(mail.identity), .text(mail.hash.hex), .count(mail.bytes),
      ] + mail.changes)
    ringForIntakeAfterCommit()
  }

  package func change(_ mail: KeptMail) throws {
    tellAfterCommit(.desk)
    try execute(ReceivedMailSQL.change, [.id(mail.id)] + mail.changes)
    if mail.state == .waiting { ringForIntakeAfterCommit() }
  }

  package func settle(_ mail: KeptMail, claimedBy fence: Int) throws -> Bool {
    tellAfterCommit(.desk)
    return try written(by: ReceivedMailSQL.settle, [.id(mail.id)] + mail.changes + [.count(fence)]) > 0
  }

  package func claim(_ mail: KeptMailID, now: Date, until: Date) throws -> KeptMailClaim? {
    guard
      let fence = try first(
        ReceivedMailSQL.claim, [.id(mail), .date(now), .date(until), .count(environment.node())], { $0.count() }),
      let kept = try receivedMail(mail)
    else { return nil }
    return KeptMailClaim(tenant: tenant, mail: kept, fence: fence, until: until)
  }
}

extension SQLHubView {
  package func receivedMailsToFile(now: Date, limit: Int) throws -> [KeptMailKey] {
    try connection.rows(IntakeQueueSQL.ready, [.date(now), .count(limit)]) {
      KeptMailKey(tenant: try $0.id(), mail: try $0.id())
    }
  }

  package func nextReceivedMail(after now: Date) throws -> Date? {
    try earliest([IntakeQueueSQL.next, IntakeQueueSQL.nextLeaseEnd], after: now)
  }
}
