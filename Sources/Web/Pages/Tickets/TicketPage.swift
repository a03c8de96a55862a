import DeskActions
import Federation
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// One ticket: its conversation, its facts, and where it is in the chain.
enum TicketPage {
  static let routes: [Route] = [
    Route(
      .get, "/desk/{desk}/tickets/{ticket}", "One ticket, by its number.", face: .page, access: .session(.light),
      answer: nil
    ) { call in
      try await NoticesPage.markRead(at: call)
      return try await show(call)
    }
  ]

  struct View {
    let number: Int
    let path: String
    let subject: String
    let status: StatusBadge
    let with: String?
    let description: String
    let comments: [ConversationEntry]
    let composer: ComposerView
    let panel: HandoffPanelView
  }

  /// - Parameter refused: a form of this page that was not taken.
  static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (clock, actor) = (try call.clock, try call.actor)
    let base = try call.deskPath("/tickets")
    return try await call.show("tickets/show", in: .tickets, status: refused?.problem.status ?? 200) { tx in
      let chained = try tx.chained(try tx.ticket(at: call), at: try tx.existingDesk())
      let ticket = chained.ticket
      let attachments = try tx.attachments(on: ticket.id)
      let comments = try tx.comments(on: ticket.id, PageRequest(limit: 200)).items.map {
        ConversationEntry($0, attachments, actor, clock)
      }
      let view = View(
        number: ticket.number, path: "\(base)/\(ticket.number)", subject: ticket.subject,
        status: StatusBadge(ticket.status), with: chained.isHolder ? nil : chained.holder,
        description: ticket.description, comments: comments, composer: ComposerView(refused),
        panel: try HandoffPanelView(
          chained, refused, actor, base: try call.deskPath(), clock, try call.catalogue, tx))
      return ("#\(ticket.number) \(ticket.subject)", view)
    }
  }
}
