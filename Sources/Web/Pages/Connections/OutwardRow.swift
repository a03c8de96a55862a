import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

/// A message to an external desk as one line.
struct OutwardRow {
  let what: String
  let path: String
  /// The ticket here; nil where it is not here any more.
  let ticket: DeliveryRow.TicketLink?
  /// The ticket there, as people call it there.
  let theirs: TicketThere?
  let stateWords: String
  /// Why it failed: what was answered to the last try.
  let reason: String?
  let answered: String?
  let made: TimeView
  let tries: Int

  struct TicketThere {
    let number: String
    let address: String?
  }

  /// - Parameters:
  ///   - name: this desk's word for the external one.
  ///   - path: where the connection's page is.
  ///   - tx: of the desk that stands in for the external one.
  init(
    _ delivery: Delivery, name: String, path: String, base: String, _ tx: any DeskReader, _ clock: PageClock,
    _ catalogue: Catalogue
  ) throws {
    let words = DeliveryWords(delivery, partner: name, catalogue)
    what = words.what
    self.path = "\(path)/deliveries/\(delivery.id)"
    stateWords = words.state
    reason = words.reason
    answered = delivery.state == .parked ? try tx.attempts(of: delivery.id).last?.words(in: catalogue) : nil
    made = TimeView(delivery.createdAt, clock)
    tries = delivery.attempts
    theirs = try delivery.ticket.flatMap { try tx.outsideTicket($0)?.reference }.map {
      TicketThere(number: $0.number, address: $0.webAddress)
    }
    let chained = try delivery.ticket.flatMap { try tx.ticket($0) }.map {
      try tx.chained($0, at: try tx.existingDesk())
    }
    let number = chained.flatMap { ($0.handoffIn ?? $0.handoffOut)?.handoff.partnerNumber }
    ticket = number.map { DeliveryRow.TicketLink(number: $0, at: "\(base)/tickets/\($0)") }
  }
}

extension ExternalReference {
  /// Where people see it; nil for what is no address of the web.
  var webAddress: String? {
    url.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
  }
}
