import DeskActions
import Federation
import Foundation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

extension TwoHubs {
  /// A ticket of the vendor's, accepted at the partner's, with all told.
  func handedOver(_ subject: String = "The lift stands still") async throws -> HandoffID {
    let id = try await offered(subject)
    try await carry()
    try await act(AcceptHandoff(id), partner)
    try await carry()
    return id
  }

  func offered(_ subject: String = "The lift stands still") async throws -> HandoffID {
    var input = TicketInput()
    input.changes.subject = subject
    let ticket = try await act(OpenTicket(input), vendor).ticket.id
    return try await act(OfferHandoff(ticket, to: partnership), vendor).id
  }

  func handoff(_ id: HandoffID, _ actor: Actor) async throws -> Handoff {
    try await read(in: actor.tenant) { try $0.existingHandoff(id) }
  }

  func say(_ words: String, on id: HandoffID, _ actor: Actor) async throws {
    let ticket = try await handoff(id, actor).ticket
    try await act(WriteComment(ticket, body: words, audience: .partner), actor)
  }

  func words(_ id: HandoffID, _ actor: Actor) async throws -> [String] {
    try await read(in: actor.tenant) { tx in
      try tx.comments(on: try tx.existingHandoff(id).ticket, PageRequest(limit: 200)).items.map(\.body).sorted()
    }
  }

  func category(_ id: HandoffID, _ actor: Actor) async throws -> StatusCategory? {
    try await read(in: actor.tenant) { tx in try tx.ticket(try tx.existingHandoff(id).ticket)?.status.category }
  }

  func audited(_ actor: Actor) async throws -> [String] {
    try await read(in: actor.tenant) { try $0.audit(before: nil, limit: 200).map(\.action) }
  }

  /// What has not come to its end, in words.
  func waiting(_ actor: Actor) async throws -> [String] {
    try await read(in: actor.tenant) { tx in
      try tx.deliveries(DeliveryQuery(), PageRequest(limit: 200)).items
        .filter { [.waiting, .parked, .missing].contains($0.state) }
        .map { "\($0.direction) \($0.kind) \($0.epoch)/\($0.seq) \($0.state)" }
    }
  }

  /// Both desks name the same state and turn, have said and heard the same, and nothing waits, is parked or missing.
  func expectAgreement(
    on id: HandoffID, _ state: HandoffState, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let (upper, lower) = (try await handoff(id, vendor), try await handoff(id, partner))
    #expect([upper.state, lower.state] == [state, state], sourceLocation: sourceLocation)
    #expect(upper.turn == lower.turn, sourceLocation: sourceLocation)
    #expect(upper.holdsBaton != lower.holdsBaton, sourceLocation: sourceLocation)
    #expect(upper.lane.recovery == nil && lower.lane.recovery == nil, sourceLocation: sourceLocation)
    let (said, heard) = (try await words(id, vendor), try await words(id, partner))
    #expect(said == heard, sourceLocation: sourceLocation)
    #expect(Set(said).count == said.count, "something is doubled", sourceLocation: sourceLocation)
    for actor in [vendor, partner] {
      #expect(try await waiting(actor) == [], sourceLocation: sourceLocation)
      // The partner is on a hub of its own.
      let findings = try await hub(of: actor).examine(now: clock.now).filter { $0.ailment != .absentPeer }
      #expect(findings.map { "\($0)" } == [], sourceLocation: sourceLocation)
    }
  }
}
