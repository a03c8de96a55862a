import ConnectorKit
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// The external desks that this one is connected with, and the kinds that it can be.
enum ConnectionGalleryPage {
  static let routes: [Route] = [
    Route(
      .get, "/desk/{desk}/settings/connections", "The desk's connections, and the kinds that there are.", face: .page,
      access: .session(.admin), answer: nil, handle: show)
  ]

  /// More is shown as this many.
  static let mostCounted = 99

  struct View {
    let entries: [SettingsPages.Entry]
    let connections: [Row]
    let isEmpty: Bool
    let kinds: [Kind]
    let hasKinds: Bool
    let next: String?
  }

  /// A connection as one line.
  struct Row {
    let path: String
    let name: String
    let kind: String
    let state: ConnectionState
    let made: TimeView
    /// How much waits for a person; nil for nothing.
    let stuck: String?
  }

  /// A connector as one card.
  struct Kind {
    let kindTitle: String
    let initials: String
    let about: String?
    let path: String
    /// `2 connected`; nil for none.
    let linked: String?
  }

  private static func show(_ call: Call) async throws -> Answer {
    let (actor, storage, clock, catalogue) = (try call.actor, call.hub.storage, try call.clock, try call.catalogue)
    let (entries, base) = (
      try SettingsPages.entries(call, .connections), try call.deskPath("/settings/connections")
    )
    let page = PageRequest(limit: 50, after: try call.page().after)
    let found = try await storage.read(in: actor.tenant) { try $0.connections(page) }
    let kinds = call.hub.connections.catalogue
    var rows: [Row] = []
    for connection in found.items {
      // Each is a desk of its own, so each is asked by itself.
      let stuck = connection.isOpen ? try await storage.read(in: connection.standIn) { try $0.stuck() } : 0
      rows.append(
        Row(
          path: "\(base)/\(connection.id)", name: connection.name,
          kind: kinds[connection.connector]?.title ?? connection.connector,
          state: ConnectionState(connection, catalogue), made: TimeView(connection.createdAt, clock),
          stuck: stuck == 0 ? nil : catalogue.text("connections.stuck", ["count": "\(stuck)"])))
    }
    let cards = kinds.kinds.map { type in
      let linked = found.items.count { $0.connector == type.kind }
      return Kind(
        kindTitle: type.title, initials: Initials.of(type.title), about: ConnectorWords(type, catalogue).about,
        path: "\(base)/new/\(type.kind)",
        linked: linked == 0 ? nil : catalogue.text("connections.linked", ["count": "\(linked)"]))
    }
    let view = View(
      entries: entries, connections: rows, isEmpty: rows.isEmpty && page.after == nil, kinds: cards,
      hasKinds: !cards.isEmpty, next: found.next.map { "cursor=\(Cursor.text($0))" })
    return try await call.show("connections/gallery", title: "connections.title", in: .settings) { _ in view }
  }
}

extension Connection {
  /// Whether it was set up to its end, and not ended since.
  var isOpen: Bool { state == .active || state == .paused }
}

extension DeskReader {
  /// At the desk that stands in for an external one: how much waits for a person, both ways.
  fileprivate func stuck() throws -> Int {
    let most = PageRequest(limit: ConnectionGalleryPage.mostCounted)
    let reports = try reports(in: .parked, most).items.count + reports(in: .unmatched, most).items.count
    return min(ConnectionGalleryPage.mostCounted, reports + (try outwardCount(.parked)))
  }

  /// How many messages to the external desk are in a state.
  func outwardCount(_ state: Delivery.State) throws -> Int {
    var query = DeliveryQuery()
    query.state = state
    query.isOutside = true
    return try deliveries(query, PageRequest(limit: ConnectionGalleryPage.mostCounted)).items.count
  }
}
