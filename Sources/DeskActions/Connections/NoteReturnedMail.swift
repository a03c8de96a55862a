import Federation
package import Storage
import StrictJSON
package import Ticketing

/// Parks again what a mail told an external desk, once a mail server says that it never came there: people see it among what
/// failed, mend the address, and try again.
///
/// What the mail told is known by its own mark (`DeskReader.marker(provenBy:)`): without that, anybody could have said so.
package struct NoteReturnedMail: Sendable {
  private let marker: String

  /// How many of the newest that were told are gone through.
  private static let searched = 2_000

  package init(of marker: String) { self.marker = marker }

  /// - Returns: the ticket that the mail was about; nil where nothing is left to be parked.
  package func perform(in tx: any DeskTransaction) throws -> TicketID? {
    guard var told = try told(tx) else { return nil }
    told.state = .parked
    told.reason = .cameBack
    told.finishedAt = nil
    try tx.update(told)
    return told.ticket
  }

  private func told(_ tx: any DeskReader) throws -> Delivery? {
    var query = DeliveryQuery()
    (query.state, query.direction, query.isOutside, query.isNewestFirst) = (.done, .out, true, true)
    if let ticket = TicketID(marker), try tx.ticket(ticket) != nil { query.ticket = ticket }
    var page: PageRequest? = PageRequest(limit: 200)
    for _ in 0..<(Self.searched / 200) {
      guard let request = page else { return nil }
      let found = try tx.deliveries(query, request)
      if let told = try found.items.first(where: { try $0.told(marker) }) { return told }
      page = found.next.map { PageRequest(limit: 200, after: $0) }
    }
    return nil
  }
}

extension Delivery {
  /// Whether what it told has this mark: the opening of a ticket has the ticket's, all else its own.
  fileprivate func told(_ marker: String) throws -> Bool {
    let message = try OutsideMessage(jsonBytes: wireBytes)
    if case .open = message.content { return ticket?.description == marker }
    return message.event.description == marker
  }
}
