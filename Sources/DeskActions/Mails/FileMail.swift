import Federation
import Foundation
package import MailReading
import MessageFormat
package import Storage
package import Ticketing

/// Puts a mail that came in where it belongs: on the ticket that it answers, on a new one, or aside. All of it, and the note that
/// it is done, or nothing.
package struct FileMail: Sendable {
  let mail: ReceivedMail
  let claim: KeptMailClaim
  let files: [StoredFile]
  let kind: MailKind
  /// As the desk keeps them: all of them, what is quoted too.
  let words: String
  let passedOn: PassesOnAMail?
  /// Whether a person wants it on a ticket, whatever it is.
  var isWanted: Bool { claim.mail.isWanted }

  /// - Parameters:
  ///   - claim: the filer's: where somebody else has claimed the mail since, nothing is written.
  ///   - kind: what the mail is by its form.
  ///   - files: what came with it; their bytes are on disk already.
  package init(_ mail: ReceivedMail, claim: KeptMailClaim, as kind: MailKind, files: [StoredFile]) {
    self.mail = mail
    self.claim = claim
    self.kind = kind
    self.files = files
    // Outside of the transaction: a long text takes a while.
    words = MailText.lines(mail.words, max: Limits.descriptionBytes)
    passedOn = PassesOnAMail(mail)
  }

  /// Whether the files of a mail may be put on a ticket: of what is set aside in any case, they stay in the mail.
  package static func takesFiles(of mail: ReceivedMail, _ kind: MailKind, _ claim: KeptMailClaim) -> Bool {
    MailTreatment(of: kind, mail, belongs: true, isWanted: claim.mail.isWanted) == .words
      && MailTreatment(of: kind, mail, belongs: mayBelong(mail, claim), isWanted: claim.mail.isWanted) == .words
  }

  /// Whether it bears anything that might prove that it belongs to a ticket.
  private static func mayBelong(_ mail: ReceivedMail, _ claim: KeptMailClaim) -> Bool {
    !mail.inReplyTo.isEmpty || !mail.references.isEmpty
      || ([claim.mail.envelope.recipient] + (mail.to.addresses + mail.cc.addresses).map(\.address))
        .contains { $0.utf8.contains(0x2B) }
  }

  /// - Returns: the mail as it is noted now; nil where somebody else has claimed it since.
  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws -> KeptMail? {
    guard try tx.receivedMail(claim.mail.id)?.state == .waiting else { return nil }
    var kept = claim.mail
    kept.author = MailText.line(shownAuthor, max: Self.shownBytes)
    kept.subject = MailText.line(mail.subject, max: Self.shownBytes)
    let belonging = try MailBelonging(of: mail, to: claim.mail.envelope.recipient, in: tx)
    kept.kind = KeptMail.Kind(kind)
    try file(&kept, as: kind, belonging, tx, &moment)
    // Where the fence has risen, all of this is undone with it.
    guard try tx.settle(kept, claimedBy: claim.fence) else { throw FiledByAnother() }
    try heed(kept, tx, &moment)
    return kept
  }

  private func file(
    _ kept: inout KeptMail, as kind: MailKind, _ belonging: MailBelonging, _ tx: any DeskTransaction,
    _ moment: inout Moment
  ) throws {
    if isEmpty, files.isEmpty { return kept.settle(.parked, because: .empty, at: moment.now) }
    switch MailTreatment(of: kind, mail, belongs: belonging.ticket != nil, isWanted: isWanted) {
    case .aside(let kind):
      if let kind { kept.kind = kind }
      kept.ticket = belonging.ticket?.id
      kept.settle(.setAside, at: moment.now)
    case .note:
      guard let ticket = belonging.ticket else { return kept.settle(.setAside, at: moment.now) }
      try note(&kept, on: ticket, tx, &moment)
    case .words:
      if let ticket = belonging.ticket, try !isTooLate(for: ticket, tx, moment.now) {
        try answer(&kept, on: ticket, tx, &moment)
      } else {
        try open(&kept, followingUp: belonging.ticket, isForged: belonging.isForged, tx, &moment)
      }
    }
  }

  /// Whether there is nothing in it that anybody could read.
  private var isEmpty: Bool {
    mail.from.address == nil && words.isEmpty && mail.subject.allSatisfy(\.isWhitespace)
  }

  private var shownAuthor: String {
    guard let address = mail.from.address else { return "" }
    return address.name.isEmpty ? address.address : "\(address.name) <\(address.address)>"
  }

  static let shownBytes = 500

  /// Whether the ticket was closed so long ago that a reply opens another one.
  private func isTooLate(for ticket: Ticket, _ tx: any DeskReader, _ now: Date) throws -> Bool {
    guard ticket.status.category.isEnded, let days = try tx.deskRecord()?.reopenDays else { return false }
    let last = try tx.timeline(of: ticket.id, beforeSeq: nil, limit: 200).last { $0.event.kind == .status }
    let ended = last?.event.at ?? ticket.updatedAt
    return now.timeIntervalSince(ended) >= Double(days) * 86_400
  }
}

/// Somebody else has claimed the mail while it was being filed: what was written of it is undone.
package struct FiledByAnother: Error, Equatable, Sendable {
  package init() {}
}

extension KeptMail.Kind {
  package init(_ kind: MailKind) {
    self =
      switch kind {
      case .cameBack: .cameBack
      case .bounce: .bounce
      case .delayed: .delayed
      case .delivered: .delivered
      case .readReceipt: .readReceipt
      case .complaint: .complaint
      case .autoReply: .autoReply
      case .bulk: .list
      case .automatic: .automatic
      case .reply: .reply
      case .new: .new
      }
  }
}
