package import Foundation
package import Storage
package import Ticketing

/// A desk's words for one kind of mail in one language, as they are ordered.
struct TemplatePlace: Comparable, Sendable {
  let kind: String
  let language: String

  init(_ kind: RequesterMail.Kind, _ language: Language) {
    (self.kind, self.language) = (kind.rawValue, language.rawValue)
  }

  static func < (left: TemplatePlace, right: TemplatePlace) -> Bool {
    (left.kind, left.language) < (right.kind, right.language)
  }
}

extension ModelReader {
  package func requesterMail(_ id: RequesterMailID) -> RequesterMail? { tables.requesterMails[id]?.mail }

  package func requesterMail(_ place: Int, on ticket: TicketID) -> RequesterMail? {
    tables.requesterMails.rows.first { $0.mail.ticket == ticket && $0.mail.place == place }?.mail
  }

  package func requesterMails(on ticket: TicketID, limit: Int) -> [RequesterMail] {
    let mails = tables.requesterMails.rows.map(\.mail).filter { $0.ticket == ticket }
    return mails.sorted { $0.place < $1.place }.suffix(limit)
  }

  package func automaticMails(from sender: EmailAddress, to recipient: EmailAddress, since: Date) -> Int {
    tables.requesterMails.rows.count { row in
      let mail: RequesterMail = row.mail
      guard mail.kind.isAutomatic, mail.sender == sender, mail.recipient == recipient else { return false }
      return mail.counts(since: since)
    }
  }

  package func acknowledgements(to recipient: EmailAddress?, since: Date) -> Int {
    tables.requesterMails.rows.count { row in
      let mail: RequesterMail = row.mail
      guard mail.kind == .acknowledgement, mail.recipient == recipient ?? mail.recipient else { return false }
      return mail.counts(since: since)
    }
  }

  package func hasWritten(to recipient: EmailAddress) -> Bool {
    tables.requesterMails.rows.contains { row in
      let mail: RequesterMail = row.mail
      guard mail.kind == .comment, mail.recipient == recipient else { return false }
      return mail.state == .sent && mail.bouncedAt == nil
    }
  }

  package func withheldMails(since: Date) -> [RequesterMail.Withholding: Int] {
    tables.withheldMails(since: since)
  }

  package func suppression(of address: EmailAddress) -> SuppressedAddress? {
    tables.suppressions.rows.first { $0.address == address }
  }

  package func suppressedAddress(_ id: SuppressedAddressID) -> SuppressedAddress? { tables.suppressions[id] }

  package func suppressedAddresses(_ page: PageRequest) -> Page<SuppressedAddress> {
    tables.suppressions.page(page) { $0.id }
  }

  package func mailTemplates() -> [MailTemplate] { tables.mailTemplates.rows.map { $0 } }
}

extension ModelTransaction {
  package func enqueue(_ mail: RequesterMail) throws {
    try refuse("requester_mails.id", where: tables.requesterMails[mail.id] != nil)
    try refuse("requester_mails.place", where: requesterMail(mail.place, on: mail.ticket) != nil)
    try require(ticket(mail.ticket) != nil, "ticket")
    try require(requester(mail.requester) != nil, "requester")
    tables.requesterMails[mail.id] = MailRow(mail: mail)
    if mail.state == .waiting { ringAfterCommit() }
  }

  package func change(_ mail: RequesterMail) {
    guard var row = tables.requesterMails[mail.id] else { return }
    row.mail = mail
    row.leaseUntil = nil
    row.fence += 1
    tables.requesterMails[mail.id] = row
    tellOfMail(mail.id)
    if mail.state == .waiting { ringAfterCommit() }
  }

  package func suppress(_ address: SuppressedAddress) {
    if suppression(of: address.address) == nil { tables.suppressions[address.id] = address }
    tellAfterCommit(.desk)
  }

  package func lift(_ address: SuppressedAddressID) {
    tables.suppressions[address] = nil
    tellAfterCommit(.desk)
  }

  package func put(_ template: MailTemplate) {
    tables.mailTemplates[key: TemplatePlace(template.kind, template.language)] = template
    tellAfterCommit(.desk)
  }

  package func removeTemplate(_ kind: RequesterMail.Kind, in language: Language) {
    tables.mailTemplates[key: TemplatePlace(kind, language)] = nil
    tellAfterCommit(.desk)
  }

  /// Tells those who watch the ticket that something became of one of its mails.
  func tellOfMail(_ id: RequesterMailID) {
    if let mail = requesterMail(id) { tellAfterCommit(.ticket(mail.ticket)) }
  }
}

extension RequesterMail {
  fileprivate func counts(since: Date) -> Bool { createdAt.milliseconds >= since.milliseconds && withheld == nil }
}
