import Foundation
package import Ticketing

extension DeskReader {
  /// The address by which the ticket's requester answers: that which the requester wrote to, else the desk's first, with the
  /// ticket's token. Nil where the ticket has no requester, or the desk no address.
  ///
  /// - Parameter domain: below which the hub itself gives each desk an address; nil where it gives none.
  package func replyAddress(to ticket: Ticket, domain: String?) throws -> String? {
    guard let token = try replyToken(to: ticket), let address = try writtenTo(on: ticket, domain: domain),
      let at = address.lastIndex(of: "@")
    else { return nil }
    return "\(address[..<at])+\(token.text)\(address[at...])"
  }

  private func writtenTo(on ticket: Ticket, domain: String?) throws -> String? {
    let proven = try deskAddresses(PageRequest(limit: DeskAddress.most)).items.filter(\.isProven).map(\.address)
    let given = try domain.flatMap { domain in try deskRecord().map { "\($0.tenant.slug)@\(domain)" } }
    let ours = Set(proven.map(\.folded) + [given].compactMap { $0?.lowercased() })
    let used = try receivedMails(on: ticket.id).lazy.map { DeskAddress.withoutToken($0.envelope.recipient) }
      .first { ours.contains($0.lowercased()) }
    return used ?? proven.first?.text ?? given
  }
}
