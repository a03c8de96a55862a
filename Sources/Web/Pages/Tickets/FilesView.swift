import Ticketing

/// The ticket's files, and where to add one.
struct FilesView {
  let rows: [FileRow]
  let none: Bool
  let mayAdd: Bool
  let trouble: String?

  init(_ facts: TicketFacts, _ place: TicketPlace, _ refused: RefusedForm?) {
    rows = facts.attachments.map { FileRow($0, place) }
    none = rows.isEmpty
    mayAdd = place.actor.role.covers(.agent)
    trouble = refused.flatMap { $0.isOf("files") ? $0.sentence(place) : nil }
  }
}
