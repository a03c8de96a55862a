import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

/// What external desks call a ticket that is handed to or from them, and what could not be told there.
struct TicketsThere: Sendable {
  struct One: Sendable {
    /// Nil until it is there.
    let number: String?
    let address: String?
    /// How much failed on its way there.
    let failed: Int
    /// What the first of them was answered last.
    let answered: String?
    /// Where the connection's failed messages are; nil for who may not see them.
    let path: String?
  }

  private let byHandoff: [HandoffID: One]

  static let none = TicketsThere(byHandoff: [:])

  /// Nil for a handoff that leads to no external desk.
  subscript(handoff: HandoffID) -> One? { byHandoff[handoff] }

  private init(byHandoff: [HandoffID: One]) { self.byHandoff = byHandoff }

  /// No ticket is handed about among so many.
  private static let mostConnections = PageRequest(limit: 200)

  /// Those of the ticket that the path names.
  static func look(_ call: Call) async throws -> TicketsThere {
    let (actor, storage, base) = (try call.actor, call.hub.storage, try call.deskPath("/settings/connections"))
    let catalogue = try call.catalogue
    let bridged = try await storage.read(in: actor.tenant) { tx in
      let connections = try tx.connections(mostConnections).items
      guard !connections.isEmpty else { return [(HandoffID, Connection)]() }
      let chained = try tx.chained(try tx.ticket(at: call), at: try tx.existingDesk())
      return chained.legs.compactMap { leg in
        connections.first { $0.partnership == leg.partnership.id }.map { (leg.handoff.id, $0) }
      }
    }
    var found: [HandoffID: One] = [:]
    for (handoff, connection) in bridged {
      let path = actor.role.covers(.admin) ? "\(base)/\(connection.id)/deliveries" : nil
      // Handoffs have the same id at both desks.
      found[handoff] = try await storage.read(in: connection.standIn) { tx in
        guard let ticket = try tx.handoff(handoff)?.ticket else { return nil }
        let there = try tx.outsideTicket(ticket)?.reference
        var query = DeliveryQuery()
        query.state = .parked
        query.isOutside = true
        query.ticket = ticket
        let failed = try tx.deliveries(query, PageRequest(limit: ConnectionGalleryPage.mostCounted)).items
        let answered = try failed.first.flatMap { try tx.attempts(of: $0.id).last?.words(in: catalogue) }
        return One(
          number: there?.number, address: there?.webAddress, failed: failed.count,
          answered: answered, path: path)
      }
    }
    return TicketsThere(byHandoff: found)
  }
}
