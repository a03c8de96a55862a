package import Storage
package import Ticketing

/// Writes no more to an address of which the server itself said, when a mail was to be handed over, that nobody has it. It is as
/// with a bounce (`NoteBounce`), without a mail that comes back.
package struct NoteRefusal: Sendable {
  package let mail: RequesterMailID
  /// The server's words.
  package let words: String

  package init(of mail: RequesterMailID, saying words: String) {
    self.mail = mail
    self.words = words
  }

  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard let known = try tx.requesterMail(mail) else { throw NotFound() }
    try tx.suppress(known, saying: words, &moment)
  }
}

extension DeskTransaction {
  /// Writes no more to whom a mail went; what is said of the address first stays.
  func suppress(_ mail: RequesterMail, saying words: String, _ moment: inout Moment) throws {
    guard try suppression(of: mail.recipient) == nil else { return }
    let address = SuppressedAddress(
      id: moment.newID(), address: mail.recipient, since: moment.now, reason: words, mail: mail.id)
    try suppress(address)
    try append(
      AuditRecord(
        at: moment.now, source: .system, action: "address.suppress", subject: address.id.description,
        facts: [.email(mail.recipient)]))
  }
}
