import Federation
import Foundation
import Storage
import StrictJSON
import Ticketing

/// What external desks call the tickets that are handed to or from them. The number of the desk that stands in for one of
/// them is nobody's: theirs is said instead.
package struct ExternalNames: Sendable {
  private var partnerships: Set<PartnershipID> = []
  private var references: [HandoffID: ExternalReference] = [:]

  package static let none = ExternalNames()

  static let schema = Schema.object(["id": .text, "number": .text, "url": .text.orNull])

  /// Nil for a handoff to no external desk, and until the ticket is there.
  subscript(handoff: HandoffID) -> ExternalReference? { references[handoff] }

  /// Nil for a handoff to an external desk.
  func partnerNumber(_ handoff: Handoff) -> Int? {
    partnerships.contains(handoff.partnership) ? nil : handoff.partnerNumber
  }

  /// What people call the other desk's ticket.
  func theirNumber(_ handoff: Handoff) -> String? {
    references[handoff.id]?.number ?? partnerNumber(handoff).map { "#\($0)" }
  }

  func json(_ handoff: HandoffID) -> JSONValue {
    guard let reference = references[handoff] else { return .null }
    return [
      "id": .string(reference.id), "number": .string(reference.number), "url": JSONValue(reference.webAddress),
    ]
  }

  /// No ticket is handed about among so many.
  private static let mostConnections = PageRequest(limit: 200)

  /// - Parameter handoffs: finds those that are to be named; it is asked where the desk has connections at all.
  static func look(
    _ call: Call, _ handoffs: @escaping @Sendable (any DeskReader) throws -> [Handoff]
  ) async throws -> ExternalNames {
    let (tenant, storage) = (try call.actor.tenant, call.hub.storage)
    let (bridged, standIns) = try await storage.read(in: tenant) { tx in
      let connections = try tx.connections(mostConnections).items
      guard !connections.isEmpty else { return ([Handoff](), [PartnershipID: TenantID]()) }
      let pairs = connections.compactMap { one in one.partnership.map { ($0, one.standIn) } }
      let standIns = Dictionary(pairs) { first, _ in first }
      return (try handoffs(tx).filter { standIns[$0.partnership] != nil }, standIns)
    }
    var names = ExternalNames()
    names.partnerships = Set(standIns.keys)
    for (partnership, ours) in Dictionary(grouping: bridged, by: \.partnership) {
      guard let standIn = standIns[partnership] else { continue }
      let ids = ours.map(\.id)
      // Handoffs have the same id at both desks.
      let found = try await storage.read(in: standIn) { tx in
        try ids.compactMap { id in
          try tx.handoff(id).flatMap { try tx.outsideTicket($0.ticket)?.reference }.map { (id, $0) }
        }
      }
      for (id, reference) in found { names.references[id] = reference }
    }
    return names
  }

  /// Those of one ticket.
  static func look(_ call: Call, of ticket: TicketID) async throws -> ExternalNames {
    try await look(call) { try $0.handoffs(of: ticket) }
  }

  /// Of one handoff, if the desk has it.
  static func look(_ call: Call, of handoff: HandoffID) async throws -> ExternalNames {
    try await look(call) { tx in try tx.handoff(handoff).map { [$0] } ?? [] }
  }
}
