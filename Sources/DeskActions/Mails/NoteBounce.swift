package import Storage
package import Ticketing

/// Takes down what a far server reports of a mail to a requester. Where it says that the address takes no mail, the desk
/// writes there no more until somebody lifts that.
///
/// The mail is one that its own token has proved (`DeskReader.requesterMail(provenBy:)`): without that, anybody could keep a
/// requester from being written to.
package struct NoteBounce: Sendable {
  package let mail: RequesterMailID
  /// The far server's words.
  package let words: String
  /// Whether it failed for good (RFC 3464: `Action: failed` with a status of class 5).
  package let isHard: Bool

  package init(_ mail: RequesterMailID, saying words: String, isHard: Bool) {
    self.mail = mail
    self.words = words
    self.isHard = isHard
  }

  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard var known = try tx.requesterMail(mail) else { throw NotFound() }
    known.comeBack(saying: words, at: moment.now)
    try tx.change(known)
    if isHard { try tx.suppress(known, saying: words, &moment) }
  }
}
