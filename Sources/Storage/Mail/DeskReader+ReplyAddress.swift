import Foundation
package import Ticketing

extension DeskReader {
  /// The address by which the ticket's requester answers: that which the requester wrote to, else the desk's first, with the
  /// ticket's token. Nil where the ticket has no requester, or the desk no address.
  package func replyAddress(to ticket: Ticket) throws -> String? {
    guard let token = try replyToken(to: ticket),
      let address = try writingAddress(for: ticket.id, team: ticket.team)?.text, let at = address.lastIndex(of: "@")
    else { return nil }
    return "\(address[..<at])+\(token.text)\(address[at...])"
  }

  /// The address that the hub itself gives the desk, by its name; nil where it gives none, or the desk is no company's.
  package func givenAddress() throws -> EmailAddress? {
    guard let mailDomain, let record = try deskRecord(), !record.standsIn else { return nil }
    return EmailAddress("\(record.tenant.slug)@\(mailDomain.lowercased())")
  }

  /// Those that mail is taken at and written from: what is proved, and last what the hub gives.
  package func writingAddresses() throws -> [DeskAddress] {
    let proven = try deskAddresses(PageRequest(limit: DeskAddress.most)).items.filter(\.isProven)
    guard let given = try givenAddress(), !proven.contains(where: { $0.address == given }) else { return proven }
    return proven + [.given(given)]
  }
}

extension DeskAddress {
  /// The one that the hub gives, and about which nobody has said anything: no row of it is kept.
  fileprivate static func given(_ address: EmailAddress) -> DeskAddress {
    DeskAddress(
      id: DeskAddressID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))), address: address,
      proof: AddressProof(provenAt: .distantPast), createdAt: .distantPast)
  }
}
