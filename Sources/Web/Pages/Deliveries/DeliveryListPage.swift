import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// What did not arrive, what is on its way, what did.
enum DeliveryListPage {
  private static let path = "/desk/{desk}/deliveries"

  static let routes: [Route] = [
    Route(
      .get, path, "Messages to and from partners, failed ones first.", face: .page, access: .session(.agent),
      answer: nil, handle: show),
    Route(
      .post, path + "/retry", "Tries all failed messages of a partner again.", face: .page, access: .session(.admin),
      body: .form, answer: nil, handle: retryAll),
  ]

  /// Which messages a tab shows.
  private enum Tab: String, CaseIterable {
    case failed, missing, waiting, done, dropped, cancelled

    var state: Delivery.State {
      switch self {
      case .failed: .parked
      case .missing: .missing
      case .waiting: .waiting
      case .done: .done
      case .dropped: .dropped
      case .cancelled: .cancelled
      }
    }
  }

  struct TabView {
    let name: String
    let query: String
    let isHere: Bool
  }

  struct RetryAll {
    let partnership: String
    let words: String
  }

  struct View {
    let tabs: [TabView]
    let rows: [DeliveryRow]
    let isEmpty: Bool
    let emptyWords: String
    let hasReasons: Bool
    let retries: [RetryAll]
    let action: String
    let next: String?
  }

  private static func show(_ call: Call) async throws -> Answer {
    let tab = call.text("state").flatMap { Tab(rawValue: $0) } ?? .failed
    var query = DeliveryQuery()
    query.state = tab.state
    query.partnership = try call.id("partnership")
    query.isNewestFirst = ![.failed, .missing, .waiting].contains(tab)
    let only = query.partnership.map { "&partnership=\($0)" } ?? ""
    let (asked, page, clock, catalogue) = (query, try call.page(), try call.clock, try call.catalogue)
    let (base, isAdmin) = (try call.deskPath(), try call.actor.role.covers(.admin))
    return try await call.show("deliveries/list", title: "delivery.title", in: .deliveries) { tx in
      let found = try tx.listedDeliveries(asked, page)
      let rows = found.items.map { DeliveryRow($0, base, clock, catalogue) }
      return View(
        tabs: Tab.allCases.map {
          TabView(
            name: catalogue["delivery.tab_\($0.rawValue)"], query: "state=\($0.rawValue)\(only)", isHere: $0 == tab)
        },
        rows: rows, isEmpty: rows.isEmpty, emptyWords: catalogue["delivery.none_\(tab.rawValue)"],
        hasReasons: tab == .failed, retries: isAdmin && tab == .failed ? retries(found.items, catalogue) : [],
        action: "\(base)/deliveries/retry",
        next: found.next.map { "state=\(tab.rawValue)\(only)&cursor=\(Cursor.text($0))" })
    }
  }

  /// One for each partner in the list.
  private static func retries(_ items: [ListedDelivery], _ catalogue: Catalogue) -> [RetryAll] {
    var known: Set<PartnershipID> = []
    return items.compactMap { item in
      guard let partner = item.partner, known.insert(item.delivery.partnership).inserted else { return nil }
      return RetryAll(
        partnership: item.delivery.partnership.description,
        words: catalogue.text("delivery.retry_all", ["partner": partner]))
    }
  }

  private static func retryAll(_ call: Call) async throws -> Answer {
    let path = try call.deskPath("/deliveries")
    guard let partnership = try call.form()["partnership"].flatMap({ PartnershipID($0) }) else { throw NotFound() }
    return try await call.write(RetryDeliveries(over: partnership)) { _, _ in
      .seeOther("\(path)?done=deliveries_retried")
    }
  }
}

/// A message as one line of the list.
struct DeliveryRow {
  let what: String
  let path: String
  let ticket: TicketLink?
  let stateWords: String
  let reason: String?
  let made: TimeView
  let tries: Int

  struct TicketLink {
    let number: Int
    let at: String
  }

  init(_ listed: ListedDelivery, _ base: String, _ clock: PageClock, _ catalogue: Catalogue) {
    let delivery = listed.delivery
    let words = DeliveryWords(delivery, partner: listed.partner, catalogue)
    what = words.what
    path = "\(base)/deliveries/\(delivery.id)"
    ticket = listed.ticketNumber.map { TicketLink(number: $0, at: "\(base)/tickets/\($0)") }
    stateWords = words.state
    reason = words.reason
    made = TimeView(delivery.createdAt, clock)
    tries = delivery.attempts
  }
}
