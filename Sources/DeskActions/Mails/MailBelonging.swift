import Foundation
import MailReading
import MessageFormat
import Storage
import Ticketing

/// Where a mail belongs: to the ticket whose token it bears, in its address or in the ids of the mails that it answers. Never by
/// the words of its subject.
struct MailBelonging {
  /// Nil where nothing proves that it belongs to one.
  let ticket: Ticket?
  /// Whether it bears something that looks like a token, and is none of this desk's.
  let isForged: Bool

  init(of mail: ReceivedMail, to recipient: String, in tx: any DeskReader) throws {
    let addresses = try Self.replyAddresses(recipient, in: tx)
    let candidates = Candidates(of: mail, replyAddresses: addresses)
    let envelope = addresses.compactMap { $0.token(in: recipient) }
    let inIDs = candidates.ids.compactMap { $0.text.split(separator: "@").first.map(String.init) }
      .filter { text in MailToken.Kind.allCases.contains { text.hasPrefix($0.rawValue + ".") } }
    let words = (envelope + candidates.tokens).filter { $0.contains(".") } + inIDs
    var proven: Ticket?
    for word in words.prefix(Self.most) where proven == nil {
      proven = try MailToken(word).flatMap { try tx.ticket(provenBy: $0) }
    }
    ticket = try proven.map { try Self.survivor(of: $0, in: tx) }
    isForged = proven == nil && !words.isEmpty
  }

  /// More are not looked at.
  private static let most = 50

  /// The desk's addresses, and the one that the mail came to without what stands behind its plus sign.
  private static func replyAddresses(_ recipient: String, in tx: any DeskReader) throws -> [ReplyAddress] {
    let known = try tx.deskAddresses(PageRequest(limit: DeskAddress.most)).items.map(\.address.text)
    return (known + [DeskAddress.withoutToken(recipient)]).compactMap { text in
      let halves = text.split(separator: "@", omittingEmptySubsequences: false)
      return halves.count == 2 ? ReplyAddress(local: String(halves[0]), domain: String(halves[1])) : nil
    }
  }

  /// What is said on a ticket that was merged away is said on the one that it was merged into.
  private static func survivor(of ticket: Ticket, in tx: any DeskReader) throws -> Ticket {
    var (found, steps) = (ticket, 0)
    while let next = found.ties.survivor, steps < 16, let elder = try tx.ticket(next) {
      found = elder
      steps += 1
    }
    return found
  }
}
