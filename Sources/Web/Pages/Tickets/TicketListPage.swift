import DeskActions
import Federation
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// The desk's tickets.
enum TicketListPage {
  static let routes: [Route] = [
    Route(
      .get, "/desk/{desk}", "Goes to the desk's tickets.", face: .page, access: .session(.light), answer: nil
    ) { call in .seeOther(try call.deskPath("/tickets")) },
    Route(
      .get, "/desk/{desk}/tickets", "The desk's tickets.", face: .page, access: .session(.light), answer: nil,
      handle: show),
  ]

  struct View {
    let tickets: [TicketRow]
    /// The query of the next page; nil on the last.
    let next: String?
    let isEmpty: Bool
  }

  private static func show(_ call: Call) async throws -> Answer {
    let page = try call.page()
    let clock = try call.clock
    return try await call.show("tickets/list", title: "tickets.title", in: .tickets) { tx in
      var query = TicketQuery()
      query.sort = .updatedDescending
      let found = try tx.tickets(query, page)
      let rows = try tx.chained(found.items, at: try tx.existingDesk()).map { try TicketRow($0, clock, tx) }
      return View(tickets: rows, next: found.next.map { "cursor=\(Cursor.text($0))" }, isEmpty: rows.isEmpty)
    }
  }
}

/// A ticket as one line of a list.
struct TicketRow {
  let number: Int
  let subject: String
  let status: StatusBadge
  let priority: String
  let requester: String?
  let assignee: String?
  /// The desk that works on it, where it is not this one.
  let with: String?
  let updated: TimeView

  init(_ chained: ChainedTicket, _ clock: PageClock, _ tx: any DeskReader) throws {
    let ticket = chained.ticket
    number = ticket.number
    subject = ticket.subject
    status = StatusBadge(ticket.status)
    priority = ticket.priority.rawValue
    requester = try ticket.requester.flatMap { try tx.requester($0)?.name }
    assignee = try ticket.assignee.flatMap { try tx.agent($0)?.name }
    with = chained.isHolder ? nil : chained.holder
    updated = TimeView(ticket.updatedAt, clock)
  }
}
