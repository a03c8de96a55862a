import DeskActions
import Federation
import Foundation
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Ticketing

extension Desks {
  func handoff(_ id: HandoffID, at desk: TestDesk) async throws -> Handoff {
    try await hub.read(in: desk.tenant) { try $0.existingHandoff(id) }
  }

  func state(_ id: HandoffID, at desk: TestDesk) async throws -> HandoffState {
    try await handoff(id, at: desk).state
  }

  func partnership(_ id: PartnershipID, at desk: TestDesk) async throws -> Partnership {
    try await hub.read(in: desk.tenant) { try $0.existingPartnership(id) }
  }

  /// The words of the conversation about a handoff, as a desk has them.
  func words(_ id: HandoffID, at desk: TestDesk) async throws -> [String] {
    try await hub.read(in: desk.tenant) { tx in
      try tx.comments(on: try tx.existingHandoff(id).ticket, PageRequest(limit: 200)).items.map(\.body)
    }
  }

  func ticket(_ id: TicketID, at desk: TestDesk) async throws -> Ticket {
    guard let ticket = try await hub.read(in: desk.tenant, { try $0.ticket(id) }) else { throw NotFound() }
    return ticket
  }

  func category(of id: TicketID, at desk: TestDesk) async throws -> StatusCategory {
    try await ticket(id, at: desk).status.category
  }

  func timeline(_ ticket: TicketID, at desk: TestDesk) async throws -> [Event.Kind] {
    try await hub.read(in: desk.tenant) { try $0.timeline(of: ticket, afterSeq: 0, limit: 200).map(\.event.kind) }
  }

  func deliveries(
    at desk: TestDesk, _ direction: Delivery.Direction? = nil, _ state: Delivery.State? = nil
  ) async throws -> [Delivery] {
    var query = DeliveryQuery()
    query.direction = direction
    query.state = state
    return try await hub.read(in: desk.tenant) { [query] in try $0.deliveries(query, PageRequest(limit: 200)).items }
  }

  /// What waits on its way out over a handoff, in order; the courier has not seen it yet.
  func unsent(_ handoff: HandoffID, from desk: TestDesk) async throws -> [Delivery] {
    try await deliveries(at: desk, .out, .waiting).filter { $0.lane == .handoff(handoff) }.sorted { $0.seq < $1.seq }
  }

  func inbox(_ handoff: HandoffID, at desk: TestDesk) async throws -> [Delivery] {
    try await deliveries(at: desk, .in).filter { $0.lane == .handoff(handoff) }.sorted { $0.seq < $1.seq }
  }

  /// Hands a message over by hand, past the courier.
  func hand(_ bytes: [UInt8], from sender: TestDesk, to desk: TestDesk) async throws -> Acknowledgement {
    let receive = ReceiveMessage(from: sender.asSender, bytes)
    let moment = moment()
    return try await hub.write(in: desk.tenant) { tx in
      var moment = moment
      return try receive.perform(in: tx, &moment)
    }
  }

  @discardableResult
  func say(
    _ words: String, _ audience: Audience = .partner, on ticket: TicketID, at desk: TestDesk
  ) async throws -> Comment {
    // Two comments of one millisecond stand in no order.
    clock.pass(seconds: 1)
    return try await act(WriteComment(ticket, body: words, audience: audience), desk.agent)
  }

  /// All wire bytes that a desk has sent or received, as text.
  func wire(at desk: TestDesk) async throws -> String {
    String(decoding: Array(try await deliveries(at: desk).map(\.wireBytes).joined(separator: [10])), as: UTF8.self)
  }
}
