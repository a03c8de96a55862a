import DeskActions
import Federation
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// All that happened to a ticket, the oldest first.
enum TimelinePage {
  static let routes: [Route] = [
    Route(
      .get, "/desk/{desk}/tickets/{ticket}/timeline", "All that happened to a ticket.", face: .page,
      access: .session(.light), answer: nil, handle: show)
  ]

  private static let length = 100

  struct View {
    let ticket: String
    let path: String
    let number: Int
    let subject: String
    let events: [EventGroup.Line]
    /// The number after which the next page begins; nil on the last.
    let next: Int?
  }

  private static func show(_ call: Call) async throws -> Answer {
    let place = try TicketPlace(call)
    let after = min(max(call.text("after").flatMap { Int($0) } ?? 0, 0), Int(Int32.max))
    return try await call.show("tickets/timeline", in: .tickets) { tx in
      let ticket = try tx.ticket(at: call)
      let found = try tx.timeline(of: ticket.id, afterSeq: after, limit: length + 1)
      let named = EventNames(found.map(\.event))
      let words = EventWords(
        desk: try tx.existingDesk().name, agents: try tx.agents(named.agents), teams: try tx.teams(named.teams),
        fields: try tx.fields(), place)
      let view = View(
        ticket: ticket.id.description, path: place.path(of: ticket), number: ticket.number, subject: ticket.subject,
        events: found.prefix(length).map {
          EventGroup.Line(line: words.line($0.event), at: TimeView($0.event.at, place.clock))
        }, next: found.count > length ? found[length - 1].seq : nil)
      return (place.text("timeline_of", ["number": "\(ticket.number)"]), view)
    }
  }
}
