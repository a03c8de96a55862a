import DeskActions
import HTTPTypes
import Storage
import Ticketing

/// What somebody is told of, newest first.
enum NoticesPage {
  private static let path = "/desk/{desk}/notices"

  static let routes: [Route] = [
    Route(.get, path, "What somebody is told of.", face: .page, access: .session(.light), answer: nil, handle: show),
    Route(
      .post, path + "/read", "Marks all of one's notices as read.", face: .page, access: .session(.light), body: .form,
      answer: nil, handle: readAll),
  ]

  struct View {
    let rows: [NoticeRow]
    let isEmpty: Bool
    let hasFresh: Bool
    let next: String?
  }

  private static func show(_ call: Call) async throws -> Answer {
    let (actor, page, clock) = (try call.actor, try call.page(), try call.clock)
    let tickets = try call.deskPath("/tickets")
    return try await call.show("notices/list", title: "frame.notices", in: .notices) { tx in
      let found = try tx.notices(of: actor.agent, unreadOnly: false, page)
      let about = try tx.tickets(Set(found.items.map(\.ticket)))
      let known = Dictionary(about.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      let rows = found.items.compactMap { notice in
        known[notice.ticket].map { NoticeRow(notice, $0, path: tickets, clock) }
      }
      return View(
        rows: rows, isEmpty: rows.isEmpty, hasFresh: try tx.unreadCount(of: actor.agent) > 0,
        next: found.next.map { "cursor=\(Cursor.text($0))" })
    }
  }

  private static func readAll(_ call: Call) async throws -> Answer {
    let path = try call.deskPath("/notices")
    return try await call.write(MarkNoticesRead(.all)) { _, _ in .seeOther(path) }
  }

  /// Whoever opens a ticket has seen what the notices about it tell. Nothing is written where nothing is unread.
  static func markRead(at call: Call) async throws {
    let actor = try call.actor
    let ticket = try await call.hub.storage.read(in: actor.tenant) { tx in
      try tx.unreadCount(of: actor.agent) > 0 ? try tx.ticket(at: call).id : nil
    }
    guard let ticket else { return }
    _ = try await call.hub.storage.perform(MarkNoticesRead(.ticket(ticket)), by: actor, call.moment)
  }
}

/// A notice as one line.
struct NoticeRow {
  let words: String
  /// Who did it; nil where nobody did, as when something is late.
  let doer: String?
  let number: Int
  let subject: String
  let address: String
  let happened: TimeView
  let isFresh: Bool

  init(_ notice: Notice, _ ticket: Ticket, path: String, _ clock: PageClock) {
    words = clock.catalogue["notice.\(notice.kind.rawValue)"]
    doer = notice.actor.name.isEmpty ? nil : notice.actor.name
    number = ticket.number
    subject = ticket.subject
    address = "\(path)/\(ticket.number)\(notice.comment.map { "#comment-\($0)" } ?? "")"
    happened = TimeView(notice.at, clock)
    isFresh = notice.readAt == nil
  }
}
