import DeskActions
import HTTPTypes
import Storage
import Ticketing

/// The desk's tickets: searched, narrowed and ordered by what stands in the address.
enum TicketListPage {
  static let routes: [Route] = [
    Route(
      .get, "/desk/{desk}", "Goes to the desk's tickets.", face: .page, access: .session(.light), answer: nil
    ) { call in .seeOther(try call.deskPath("/tickets")) },
    Route(
      .get, "/desk/{desk}/tickets", "The desk's tickets.", face: .page, access: .session(.light), answer: nil
    ) { call in try await show(call) },
  ]

  struct View {
    let tabs: [LinkView]
    let filters: TicketFilterForm
    /// What narrows the list, each with the address of the list without it.
    let chips: [LinkView]
    let problem: String?
    let columns: TicketColumns
    /// Who may change tickets ticks them and changes several at once; nil for others, and where there are none.
    let many: ManyTicketsView?
    /// The numbers of all tickets of the page, for the box that ticks them all.
    let numbers: String
    let isWhole: Bool
    let rows: [TicketRow]
    /// What is said where there is nothing to show.
    let emptiness: String?
    /// The next page; nil on the last.
    let next: String?
    /// The first page; nil on it.
    let first: String?
  }

  /// - Parameter refused: what was to be changed on the ticked tickets, where that was not taken.
  static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    if refused == nil, let path = try await pathOfNumber(call) { return .seeOther(path) }
    let page = try call.page()
    let (place, ticked, cursor) = (try TicketPlace(call), TickedRows(refused), call.text("cursor"))
    let (clock, actor, catalogue) = (place.clock, place.actor, place.catalogue)
    let (address, path) = (TicketListAddress(call.query), try call.deskPath("/tickets"))
    // A word of the reader's language becomes the address's own, so that it can be sent to any colleague.
    if let typed = address["assignee"], case let plain = PickerWords.plain(typed, catalogue), plain != typed {
      return .seeOther(path + address.with("assignee", plain).text())
    }
    let tab = TicketTab(of: address)
    return try await call.show(
      "tickets/list", title: "tickets.title", in: .tickets, status: refused?.problem.status ?? 200
    ) { tx in
      let words = TicketListWords(try FilterChoices(tx), catalogue)
      let found: Page<Ticket>
      var problem: String?
      do {
        var query = try TicketFilters(call: call, tx: tx).query()
        tab.narrow(&query, for: actor.agent)
        if address["sort"] == nil { query.sort = .updatedDescending }
        found = try tx.tickets(query, page)
      } catch let error as InvalidInput {
        problem = words.problem(error.problems.first, address)
        found = Page(items: [], next: nil)
      }
      let people = try TicketPeople(of: found.items, tx)
      let mayChange = actor.role.covers(.agent) && !found.items.isEmpty
      let rows = try tx.chained(found.items, at: try tx.existingDesk()).map {
        TicketRow($0, people, path: path, clock, ticks: mayChange ? ticked : nil)
      }
      return View(
        tabs: words.tabs(address, chosen: tab), filters: try TicketFilterForm(address, words, base: place.base, tx),
        chips: try words.chips(address, tx), problem: problem, columns: TicketColumns(address),
        many: mayChange
          ? try ManyTicketsView(path + "/changes" + address.text(cursor: cursor), words.choices, place, refused, tx)
          : nil,
        numbers: found.items.map { "\($0.number)" }.joined(separator: " "), isWhole: ticked.isWhole, rows: rows,
        emptiness: rows.isEmpty ? words.emptiness(address, tab) : nil,
        next: found.next.map { address.text(cursor: Cursor.text($0)) },
        first: page.after == nil ? nil : address.text())
    }
  }

  /// `#42` in the search goes straight to the ticket, where there is one.
  private static func pathOfNumber(_ call: Call) async throws -> String? {
    guard let words = call.text("q"), words.hasPrefix("#"), let number = Int(words.dropFirst()), number > 0,
      try await call.hub.storage.read(in: try call.actor.tenant, { try $0.ticket(number: number) != nil })
    else { return nil }
    return try call.deskPath("/tickets/\(number)")
  }
}

/// A link of a row of links, such as a tab.
struct LinkView {
  let words: String
  let address: String
  let isChosen: Bool
}
