import ConnectorKit
import Federation
import Foundation
import Storage
import Ticketing

/// How a connection fares: what was heard and told last, what is on its way, and what waits for a person.
struct ConnectionHealth: Sendable {
  let poll: Poll?
  let heard: [KeptReport]
  let told: Delivery?
  let onTheWay: Int
  let failed: Int
  let refused: Int
  let unmatched: Int
  let behind: Int
  /// Until when the external desk is left alone, since it did not answer.
  let leftAlone: Date?

  private static let mostHeard = 5

  /// - Parameter tx: of the desk that stands in for the external one.
  init(_ tx: any DeskReader, leftAlone: Date?) throws {
    self.leftAlone = leftAlone
    poll = try tx.poll()
    heard = try tx.latestReports(Self.mostHeard)
    let most = PageRequest(limit: ConnectionGalleryPage.mostCounted)
    refused = try tx.reports(in: .parked, most).items.count
    unmatched = try tx.reports(in: .unmatched, most).items.count
    behind = try tx.reports(in: .waiting, most).items.count
    onTheWay = try tx.outwardCount(.waiting)
    failed = try tx.outwardCount(.parked)
    var query = DeliveryQuery()
    query.state = .done
    query.isOutside = true
    query.isNewestFirst = true
    told = try tx.deliveries(query, PageRequest(limit: 1)).items.first
  }
}

extension LaneID {
  /// Whether it leads to an external desk.
  var isOutside: Bool {
    switch self {
    case .outside: true
    case .handoff, .partnership: false
    }
  }
}

extension Call {
  func health(of linked: LinkedDesk) async throws -> ConnectionHealth? {
    guard linked.standIn != nil else { return nil }
    let leftAlone = await hub.connections.leftAlone(linked.connection.standIn)
    return try await hub.storage.read(in: linked.connection.standIn) { try ConnectionHealth($0, leftAlone: leftAlone) }
  }
}
