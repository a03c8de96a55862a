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
    /// The ticket's id, for live changes.
    let ticket: String
    let path: String
    let panel: HandoffPanelView
    let heading: HeadingView
    let conversation: ConversationView
    let composer: ComposerView?
    let preview: PreviewView?
    let settings: FieldsView
    let ending: EndingView
    let files: FilesView
    let person: RequesterCard?
    let family: RelativesView
  }

  /// - Parameter refused: a form of this page that was not taken.
  /// - Parameter writing: the comment that is being written, where it comes back from a preview.
  static func show(
    _ call: Call, _ refused: RefusedForm? = nil, writing: ComposerView.Draft? = nil
  ) async throws -> Answer {
    let (place, base) = (try TicketPlace(call), try call.deskPath())
    let before = try call.text("before").map(Cursor.position)
    let editing = call.text("edit").flatMap { CommentID($0) }
    let (moment, there) = (call.moment, try await TicketsThere.look(call))
    return try await call.show("tickets/show", in: .tickets, status: refused?.problem.status ?? 200) { tx in
      let facts = try TicketFacts(try tx.ticket(at: call), before: before, tx)
      let ticket = facts.ticket
      let words = EventWords(facts, place)
      let draft = writing ?? ComposerView.Draft(refused)
      let readership = Readership(facts, place)
      let preview = try draft.isPreviewed ? PreviewView(draft, readership, on: ticket.id, place, tx, moment) : nil
      let view = View(
        ticket: ticket.id.description, path: place.path(of: ticket),
        panel: try HandoffPanelView(
          facts.chained, endedAt: facts.endedAt, there: there, refused, place.actor, base: base, place.clock,
          place.catalogue, tx),
        heading: HeadingView(facts, place, there: there, refused),
        conversation: ConversationView(facts, place, words, editing: editing, refused, isBack: before != nil),
        composer: preview == nil ? ComposerView(draft, readership, facts, place) : nil, preview: preview,
        settings: try FieldsView(facts, place, words, refused, tx), ending: EndingView(facts, place, refused),
        files: FilesView(facts, place, refused), person: RequesterCard(facts, place),
        family: RelativesView(facts, place, refused))
      return ("#\(ticket.number) \(ticket.subject)", view)
    }
  }
}
