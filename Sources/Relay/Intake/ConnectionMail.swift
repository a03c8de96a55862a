import ConnectorKit
import DeskActions
import Foundation
import MailReading
import MessageFormat
import Storage
import Ticketing

/// A mail that came to one of a connection's own addresses, on its way to what its connector makes of it.
struct ConnectionMail: Sendable {
  let mail: ReceivedMail
  let kind: MailKind
  let claim: KeptMailClaim
  let standIn: StandIn

  /// What is behind so many characters is not searched for marks.
  private static let searched = 200_000
  private static let mostMarks = 50

  /// Whether it is about mails alone, and nothing that the external desk says.
  var isAboutMails: Bool {
    switch kind {
    case .cameBack, .bounce, .delayed, .delivered, .readReceipt, .complaint: true
    case .autoReply, .bulk, .automatic, .reply, .new: false
    }
  }

  /// Of what the mail is the mark that a server says will never arrive; nil where it says no such thing of the hub's own.
  func returned(in tx: any DeskReader) throws -> String? {
    guard case .bounce(let report) = kind, report.isPermanent,
      let local = report.originalID?.text.split(separator: "@").first
    else { return nil }
    return try tx.marker(provenBy: local)
  }

  private var door: ForeignMail.Door {
    let recipient = claim.mail.envelope.recipient
    return recipient.contains("+\(ConnectionDoor.secret.rawValue)@") ? .secret : .writing
  }

  /// What the connector is given to judge.
  func foreign(_ ours: Set<String>, in tx: any DeskReader) throws -> ForeignMail {
    var answers: [String] = []
    for id in (mail.inReplyTo + mail.references.reversed()).prefix(Self.mostMarks) {
      let local = id.text.split(separator: "@").first ?? ""
      if let marker = try tx.marker(provenBy: local), !answers.contains(marker) { answers.append(marker) }
    }
    var marks: [String: String] = [:]
    for word in words { if let marker = try tx.marker(provenBy: word) { marks[word] = marker } }
    return ForeignMail(
      mail: mail, kind: kind, door: door, id: ForeignMail.fingerprint(of: mail), receivedAt: claim.mail.receivedAt,
      marks: marks, answers: answers,
      locations: mail.files.map { MailFilePlace(hash: claim.mail.hash, range: $0.body, encoding: $0.encoding).text },
      ours: ours)
  }

  /// What might be marks among its words.
  private var words: [String] {
    let pieces = mail.words.prefix(Self.searched).split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".")) }
    return Array(Set(pieces.filter { $0.hasPrefix("o1.") }.map(String.init))).sorted().suffix(Self.mostMarks)
  }
}

/// Hears what a mail of an external desk's says, and notes that it was filed, in one commit.
struct HearMail: Sendable {
  let reports: [Report]
  /// Nil where the connector has taken it for the desk's.
  let refusal: HookRefusal?
  let mail: ConnectionMail

  func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws -> KeptMail? {
    var kept = mail.claim.mail
    guard try tx.receivedMail(kept.id)?.state == .waiting else { return nil }
    let from = mail.mail.from.address
    kept.author = MailText.line(
      from.map { $0.name.isEmpty ? $0.address : "\($0.name) <\($0.address)>" } ?? "", max: 500)
    kept.subject = MailText.line(mail.mail.subject, max: 500)
    kept.kind = KeptMail.Kind(mail.kind)
    _ = try HearReports(reports).perform(in: tx, &moment)
    if let marker = try mail.returned(in: tx) { kept.ticket = try NoteReturnedMail(of: marker).perform(in: tx) }
    if let ticket = try reports.lazy.compactMap({ try tx.outsideTicket(external: $0.ticket.id)?.ticket }).first {
      kept.ticket = ticket
      kept.settle(.filed, at: moment.now)
    } else {
      kept.settle(.setAside, because: refusal == nil ? nil : .unverified, at: moment.now)
    }
    guard try tx.settle(kept, claimedBy: mail.claim.fence) else { throw FiledByAnother() }
    return kept
  }
}
