import Federation
import Foundation
import Storage
import Ticketing

extension World {
  /// A number that stands for all that a desk has.
  func digest(of desk: Int) throws -> UInt64 {
    let (store, tenant, tickets) = (hubs[desks[desk].hub].store, desks[desk].tenant, desks[desk].tickets)
    return try loop.run {
      try await store.desks.read(in: tenant) { tx in
        var mixer = Mixer()
        for ticket in tickets { try mixer.mix(ticket, tx) }
        for handoff in try tx.handoffs(HandoffQuery(), PageRequest(limit: 200)).items { mixer.mix(handoff) }
        for delivery in try tx.allDeliveries() { mixer.mix(delivery) }
        return mixer.hash
      }
    }.get()
  }

  /// What all desks came to is part of the world's hash.
  func noteEnd() {
    for desk in desks.indices {
      if let digest = try? digest(of: desk) { chronicle.note(Int(truncatingIfNeeded: digest)) }
    }
  }
}

extension Mixer {
  fileprivate mutating func mix(_ ticket: TicketID, _ tx: any DeskReader) throws {
    guard let kept = try tx.ticket(ticket) else { return mix("none") }
    mix(kept.id.uuid)
    mix(kept.version)
    mix(kept.status.id.uuid)
    for comment in try tx.comments(on: ticket, PageRequest(limit: 200)).items {
      mix(comment.event.uuid)
      mix(comment.body)
      mix(comment.audience.rawValue)
    }
    for file in try tx.attachments(on: ticket) { mix(file.event.uuid) }
  }

  fileprivate mutating func mix(_ handoff: Handoff) {
    mix(handoff.id.uuid)
    mix(handoff.state.rawValue)
    mix(handoff.turn.number)
    mix(handoff.lane.sent)
    mix(handoff.lane.applied)
  }

  fileprivate mutating func mix(_ delivery: Delivery) {
    mix(delivery.id.uuid)
    mix(delivery.state.rawValue)
    mix(delivery.attempts)
    mix(delivery.wireBytes.count)
  }
}

extension DeskReader {
  func allDeliveries() throws -> [Delivery] {
    var all: [Delivery] = []
    var page = PageRequest(limit: 200)
    while true {
      let next = try deliveries(DeliveryQuery(), page)
      all += next.items
      guard let position = next.next else { return all }
      page = PageRequest(limit: 200, after: position)
    }
  }
}
