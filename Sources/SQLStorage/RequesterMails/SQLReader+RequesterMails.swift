package import Foundation
package import Storage
package import Ticketing

extension RequesterMail {
  init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), kind: try columns.word(), ticket: try columns.id(), place: columns.count(),
      requester: try columns.id(), sender: try EmailAddress(kept: columns.text()),
      recipient: try EmailAddress(kept: columns.text()),
      comment: try columns.maybeID(), createdAt: columns.date(), nextAt: columns.date(), state: try columns.word(),
      attempts: columns.count(), finishedAt: columns.maybeDate(), reason: columns.maybeText(),
      withheld: try columns.maybeWord(), bouncedAt: columns.maybeDate(), bounce: columns.maybeText())
  }
}

extension SuppressedAddress {
  init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), address: try EmailAddress(kept: columns.text()), since: columns.date(),
      reason: columns.text(), mail: try columns.maybeID())
  }
}

extension MailTemplate {
  init(_ columns: inout Columns) throws {
    self.init(
      kind: try columns.word(), language: try columns.word(), subject: columns.text(), body: columns.text(),
      changedAt: columns.date())
  }
}

extension SQLReader {
  package func requesterMail(_ id: RequesterMailID) throws -> RequesterMail? {
    try first(RequesterMailSQL.mail, [.id(id)], RequesterMail.init)
  }

  package func requesterMail(_ place: Int, on ticket: TicketID) throws -> RequesterMail? {
    try first(RequesterMailSQL.atPlace, [.id(ticket), .count(place)], RequesterMail.init)
  }

  package func requesterMails(on ticket: TicketID, limit: Int) throws -> [RequesterMail] {
    try rows(RequesterMailSQL.last, [.id(ticket), .count(limit)], RequesterMail.init).reversed()
  }

  package func automaticMails(from sender: EmailAddress, to recipient: EmailAddress, since: Date) throws -> Int {
    let values: [SQLValue] = [.text(recipient.folded), .date(since), .text(sender.folded)]
    return try first(RequesterMailSQL.automatic, values) { $0.count() } ?? 0
  }

  package func acknowledgements(to recipient: EmailAddress?, since: Date) throws -> Int {
    guard let recipient else { return try first(RequesterMailSQL.acknowledgements, [.date(since)]) { $0.count() } ?? 0 }
    return try first(RequesterMailSQL.acknowledgementsTo, [.text(recipient.folded), .date(since)]) { $0.count() } ?? 0
  }

  package func hasWritten(to recipient: EmailAddress) throws -> Bool {
    try first(RequesterMailSQL.written, [.text(recipient.folded)]) { $0.count() } != nil
  }

  package func withheldMails(since: Date) throws -> [RequesterMail.Withholding: Int] {
    let counted: [(RequesterMail.Withholding, Int)] = try rows(RequesterMailSQL.withheld, [.date(since)]) {
      (try $0.word(), $0.count())
    }
    return Dictionary(uniqueKeysWithValues: counted)
  }

  package func suppression(of address: EmailAddress) throws -> SuppressedAddress? {
    try first(RequesterMailSQL.suppression, [.text(address.folded)], SuppressedAddress.init)
  }

  package func suppressedAddress(_ id: SuppressedAddressID) throws -> SuppressedAddress? {
    try first(RequesterMailSQL.suppressed, [.id(id)], SuppressedAddress.init)
  }

  package func suppressedAddresses(_ page: PageRequest) throws -> Page<SuppressedAddress> {
    try list(RequesterMailSQL.suppressions, page, SuppressedAddress.init) { $0.id.uuid }
  }

  package func mailTemplates() throws -> [MailTemplate] {
    try rows(RequesterMailSQL.templates, [], MailTemplate.init)
  }
}
