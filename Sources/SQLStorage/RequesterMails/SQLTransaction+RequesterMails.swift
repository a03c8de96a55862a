package import Storage
package import Ticketing

extension SQLTransaction {
  package func enqueue(_ mail: RequesterMail) throws {
    try execute(
      RequesterMailSQL.insert,
      [
        .id(mail.id), .word(mail.kind), .id(mail.ticket), .count(mail.place), .id(mail.requester),
        .text(mail.sender.text), .text(mail.recipient.text), .text(mail.recipient.folded), .id(mail.comment),
        .date(mail.createdAt),
      ] + mail.standing)
    if mail.state == .waiting { ringAfterCommit() }
  }

  package func change(_ mail: RequesterMail) throws {
    try execute(RequesterMailSQL.change, [.id(mail.id)] + mail.standing)
    try tellOfMail(mail.id)
    if mail.state == .waiting { ringAfterCommit() }
  }

  package func suppress(_ address: SuppressedAddress) throws {
    try execute(
      RequesterMailSQL.suppress,
      [
        .id(address.id), .text(address.address.text), .date(address.since), .text(address.reason), .id(address.mail),
        .text(address.address.folded),
      ])
    tellAfterCommit(.desk)
  }

  package func lift(_ address: SuppressedAddressID) throws {
    try execute(RequesterMailSQL.lift, [.id(address)])
    tellAfterCommit(.desk)
  }

  package func put(_ template: MailTemplate) throws {
    try execute(
      RequesterMailSQL.putTemplate,
      [
        .word(template.kind), .word(template.language), .text(template.subject), .text(template.body),
        .date(template.changedAt),
      ])
    tellAfterCommit(.desk)
  }

  package func removeTemplate(_ kind: RequesterMail.Kind, in language: Language) throws {
    try execute(RequesterMailSQL.removeTemplate, [.word(kind), .word(language)])
    tellAfterCommit(.desk)
  }

  /// Tells those who watch the ticket that something became of one of its mails.
  func tellOfMail(_ id: RequesterMailID) throws {
    guard let mail = try requesterMail(id) else { return }
    tellAfterCommit(.ticket(mail.ticket))
  }
}

extension RequesterMail {
  /// What changes of a mail, in the order of the statements.
  fileprivate var standing: [SQLValue] {
    [
      .date(nextAt), .word(state), .count(attempts), .date(finishedAt), .text(reason), .word(withheld),
      .date(bouncedAt), .text(bounce),
    ]
  }
}
