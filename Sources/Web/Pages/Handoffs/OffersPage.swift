import DeskActions
import Federation
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// What partners hand to this desk, and what this desk handed to partners.
enum OffersPage {
  static let routes: [Route] = [
    Route(
      .get, "/desk/{desk}/offers", "What was offered to the desk, or handed over by it.", face: .page,
      access: .session(.light), answer: nil, handle: show)
  ]

  /// Where a handoff stands, as far as lists tell them apart.
  enum Tab: String, CaseIterable {
    case waiting, accepted, completed, ended

    var states: Set<HandoffState> {
      switch self {
      case .waiting: [.offered]
      case .accepted: [.accepted]
      case .completed: [.completed]
      case .ended: Set(HandoffState.allCases.filter { !$0.isOpen })
      }
    }

    var order: HandoffLineQuery.Order {
      switch self {
      case .waiting: .answerBy
      case .accepted, .completed, .ended: .latest
      }
    }
  }

  struct View {
    let directions: [TabLink]
    let tabs: [TabLink]
    let rows: [OfferRow]
    let nextPath: String?
    let isEmpty: Bool
    let emptyText: String
    let isReceived: Bool
  }

  struct TabLink {
    let tabName: String
    let tabPath: String
    let isHere: Bool
  }

  private static func show(_ call: Call) async throws -> Answer {
    let direction = call.query["direction"].flatMap { HandoffDirection(rawValue: $0) } ?? .in
    let tab = call.query["tab"].flatMap { Tab(rawValue: $0) } ?? .waiting
    let (page, actor) = (try call.page(), try call.actor)
    let (clock, catalogue, base) = (try call.clock, try call.catalogue, try call.deskPath())
    func path(_ direction: HandoffDirection, _ tab: Tab) -> String {
      "\(base)/offers?direction=\(direction.rawValue)&tab=\(tab.rawValue)"
    }
    let (side, here) = (direction.side.rawValue, path(direction, tab))
    let directions = HandoffDirection.allCases.map {
      TabLink(tabName: catalogue["offers.\($0.side.rawValue)"], tabPath: path($0, .waiting), isHere: $0 == direction)
    }
    let tabs = Tab.allCases.map {
      TabLink(tabName: catalogue["offers.\(side)_\($0.rawValue)"], tabPath: path(direction, $0), isHere: $0 == tab)
    }
    let names = try await ExternalNames.look(call) { tx in
      try tx.handoffLines(HandoffLineQuery(direction.side, tab.states, tab.order), page).items.map(\.handoff)
    }
    return try await call.show("handoffs/offers", title: "offers.\(side)", in: .offers) { tx in
      let found = try tx.handoffLines(HandoffLineQuery(direction.side, tab.states, tab.order), page)
      let rows = found.items.map { OfferRow($0, base, names, canAnswer: actor.role.covers(.agent), clock, catalogue) }
      return View(
        directions: directions, tabs: tabs, rows: rows,
        nextPath: found.next.map { "\(here)&cursor=\(Cursor.text($0))" }, isEmpty: rows.isEmpty,
        emptyText: catalogue["offers.\(side)_\(tab.rawValue)_none"], isReceived: direction == .in)
    }
  }
}

/// A handoff as one line of the list.
struct OfferRow {
  let number: Int
  let theirNumber: String?
  let theirAddress: String?
  let subject: String
  let ticketPath: String
  let partner: String
  let since: TimeView
  let answerBy: DeadlineView?
  let solveBy: DeadlineView?
  let expected: DeadlineView?
  let priority: String
  let priorityName: String
  let place: String?
  let message: String?
  let outcome: String?
  let badge: StatusBadge?
  let movesPath: String
  let canAnswer: Bool

  init(
    _ line: HandoffLine, _ base: String, _ names: ExternalNames, canAnswer mayAnswer: Bool, _ clock: PageClock,
    _ catalogue: Catalogue
  ) {
    let (handoff, ticket) = (line.handoff, line.ticket)
    let words = HandoffWords(catalogue, clock)
    number = ticket.number
    theirNumber = names.theirNumber(handoff)
    theirAddress = names[handoff.id]?.webAddress
    subject = ticket.subject
    ticketPath = "\(base)/tickets/\(ticket.number)"
    partner = line.partner
    since = TimeView(handoff.since, clock)
    answerBy = handoff.state == .offered ? handoff.respondBy.map { DeadlineView($0, clock, marksLate: true) } : nil
    let isWorkedOn = handoff.state == .accepted
    solveBy = handoff.state.isOpen ? handoff.resolveBy.map { DeadlineView($0, clock, marksLate: isWorkedOn) } : nil
    expected = isWorkedOn ? handoff.eta.map { DeadlineView($0, clock, marksLate: true) } : nil
    priority = ticket.priority.rawValue
    priorityName = catalogue["priority.\(priority)"]
    place = ticket.site?.address
    message = handoff.state == .offered ? handoff.message : nil
    outcome = handoff.state.isOpen && handoff.state != .completed ? nil : words.sentence(handoff, partner: line.partner)
    badge =
      switch handoff.side {
      // What waits is new in every desk's words.
      case .delegate: handoff.state == .offered ? nil : StatusBadge(ticket.status)
      case .delegator: handoff.partnerStatus.map { StatusBadge(name: $0.label, category: $0.category.rawValue) }
      }
    movesPath = "\(base)/tickets/\(ticket.number)/handoffs/\(handoff.id)"
    canAnswer = mayAnswer && handoff.side == .delegate && handoff.state == .offered
  }
}
