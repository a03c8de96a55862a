import DeskActions
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// What an external desk is told: what failed, what is on its way, what arrived.
enum ConnectionDeliveriesPage {
  static let path = ConnectionPage.path + "/deliveries"

  static let routes: [Route] = [
    Route(
      .get, path, "What an external desk is told.", face: .page, access: .session(.admin), answer: nil, handle: show)
  ]

  /// Which messages a tab shows.
  private enum Tab: String, CaseIterable {
    case failed, waiting, done, dropped

    var state: Delivery.State {
      switch self {
      case .failed: .parked
      case .waiting: .waiting
      case .done: .done
      case .dropped: .dropped
      }
    }
  }

  /// The tickets of each are looked up, so a page holds few.
  private static let most = 25

  struct View {
    let entries: [SettingsPages.Entry]
    let path: String
    let name: String
    let tabs: [ConnectionInboxPage.TabView]
    let rows: [OutwardRow]
    let isEmpty: Bool
    let emptyWords: String
    let hasReasons: Bool
    let next: String?
  }

  private static func show(_ call: Call) async throws -> Answer {
    let (linked, clock, catalogue) = (try await call.linkedDesk(), try call.clock, try call.catalogue)
    guard linked.standIn != nil else { throw NotFound() }
    let (name, path, base) = (linked.connection.name, try call.connectionPath(), try call.deskPath())
    let tab = call.text("state").flatMap { Tab(rawValue: $0) } ?? .failed
    var query = DeliveryQuery()
    query.state = tab.state
    query.isOutside = true
    query.isNewestFirst = tab == .done || tab == .dropped
    let (asked, page) = (query, PageRequest(limit: most, after: try call.page().after))
    let (rows, next) = try await call.hub.storage.read(in: linked.connection.standIn) { tx in
      let found = try tx.deliveries(asked, page)
      let rows = try found.items.map {
        try OutwardRow($0, name: name, path: path, base: base, tx, clock, catalogue)
      }
      return (rows, found.next)
    }
    let view = View(
      entries: try SettingsPages.entries(call, .connections), path: path, name: name,
      tabs: Tab.allCases.map {
        ConnectionInboxPage.TabView(
          name: catalogue["delivery.tab_\($0.rawValue)"], query: "state=\($0.rawValue)", isHere: $0 == tab)
      },
      rows: rows, isEmpty: rows.isEmpty, emptyWords: catalogue["connections.told_none_\(tab.rawValue)"],
      hasReasons: tab == .failed, next: next.map { "state=\(tab.rawValue)&cursor=\(Cursor.text($0))" })
    return try await call.show("connections/deliveries", in: .settings) { _ in
      (catalogue.text("connections.told_title", ["name": name]), view)
    }
  }
}
