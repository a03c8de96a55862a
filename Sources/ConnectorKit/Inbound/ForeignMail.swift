import Crypto
package import Foundation
package import MailReading
import MessageFormat

/// A mail that came to one of a connection's own addresses, with what the hub has found out about it. That it is the external
/// desk's is for the connector to judge.
package struct ForeignMail: Sendable {
  /// To which of the connection's addresses it came.
  package enum Door: Sendable, Equatable {
    /// That which nobody but the external desk's admin was told.
    case secret
    /// That which the hub writes from: whoever reads its mails knows it.
    case writing
  }

  package let mail: ReceivedMail
  package let kind: MailKind
  package let door: Door
  /// The same for the same mail, however often it comes, and no other's.
  package let id: String
  package let receivedAt: Date
  /// What the hub alone could have written and stands in the mail, and of what it is the mark.
  package let marks: [String: String]
  /// The mails of the hub's that it answers, by what they are marks of; the nearest first.
  package let answers: [String]
  /// Where the bytes of its files lie, in their order; for `Step.read`.
  package let locations: [String]
  /// The addresses that the hub writes from and is written to for this connection, in lower case.
  package let ours: Set<String>

  package init(
    mail: ReceivedMail, kind: MailKind, door: Door, id: String, receivedAt: Date, marks: [String: String] = [:],
    answers: [String] = [], locations: [String] = [], ours: Set<String> = []
  ) {
    self.mail = mail
    self.kind = kind
    self.door = door
    self.id = id
    self.receivedAt = receivedAt
    self.marks = marks
    self.answers = answers
    self.locations = locations
    self.ours = ours
  }
}

extension ForeignMail {
  /// Of what a mail is, whichever way it came: an id alone is no identity, since anybody can take another's.
  package static func fingerprint(of mail: ReceivedMail) -> String {
    var hash = SHA256()
    let words = mail.words.prefix(1_000_000)
    for piece in [mail.id?.text ?? "", mail.from.address?.address ?? "", mail.subject, String(words)] {
      hash.update(data: Array(piece.utf8) + [0])
    }
    for file in mail.files { hash.update(data: Array("\(file.name ?? "") \(file.longest)".utf8) + [0]) }
    return hash.finalize().prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
