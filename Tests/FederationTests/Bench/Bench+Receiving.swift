import Federation
import Foundation
import Testing
import Ticketing

extension Bench {
  /// Brings messages until none is on its way.
  mutating func deliverAll() {
    while !post.isEmpty { deliver(0) }
  }

  /// Brings the next message of one lane.
  @discardableResult
  mutating func deliver(_ queue: Int) -> Reception {
    if mutant == .ignoresOrder { post.turnRound(queue) }
    let (who, envelope) = post.take(queue)
    if keepsBooks, let other = other(envelope.partnership, than: who) { self[other].book.acknowledge(envelope) }
    return receive(envelope, at: who)
  }

  /// Brings the next message that one desk has for another over a handoff.
  @discardableResult
  mutating func deliver(to who: Who, over handoff: HandoffID) throws -> Reception {
    let index = post.queues.firstIndex { $0.to == who && $0.lane == .handoff(handoff) }
    return deliver(try #require(index, "nothing is on its way to \(who.name)"))
  }

  @discardableResult
  mutating func receive(_ envelope: Envelope, at who: Who) -> Reception {
    let reception = take(keepsRecords ? overTheWire(envelope) : envelope, at: who)
    if case .parked(let reason) = reception { parked.append(Parked(at: who, envelope: envelope, reason: reason)) }
    return reception
  }

  private func overTheWire(_ envelope: Envelope) -> Envelope {
    do {
      let received = try Envelope(wireBytes: envelope.wireBytes())
      #expect(received == envelope)
      return received
    } catch {
      Issue.record("\(envelope.message.kind) does not cross the wire: \(error)")
      return envelope
    }
  }

  private mutating func take(_ envelope: Envelope, at who: Who) -> Reception {
    guard let handoff = envelope.handoff else { return hear(envelope, at: who) }
    if keepsBooks { return receiveByTheBook(envelope, handoff, at: who) }
    guard let index = self[who].tickets.firstIndex(where: { $0.handoffs.contains { $0.id == handoff } }) else {
      return open(envelope, handoff, at: who)
    }
    let spot = Spot(who: who, index: index)
    var chained = load(spot)
    guard let leg = chained.leg(handoff) else { return .parked(.unknownPartnership) }
    switch leg.handoff.lane.arrival(epoch: envelope.epoch, seq: envelope.seq) {
    case .duplicate: return .applied
    case .gap: return .parked(.behind)
    case .next: break
    }
    var moment = moment()
    let reception = chained.receive(envelope, over: handoff, known: known(envelope, at: spot), &moment)
    keep(chained, at: spot)
    return reception
  }

  private mutating func hear(_ envelope: Envelope, at who: Who) -> Reception {
    guard var partnership = partnership(envelope.partnership, at: who) else { return .parked(.unknownPartnership) }
    partnership.hear(envelope)
    set(partnership, at: who)
    guard case .ended(let ended) = envelope.message else { return .applied }
    for (spot, id) in openHandoffs(over: partnership.id, at: who) where !ended.settled.contains(id) {
      var chained = load(spot)
      var moment = moment()
      chained.settleUnheard(id, &moment)
      keep(chained, at: spot)
    }
    return .applied
  }

  /// Makes a ticket of an offer. An offer that was cancelled before it left has left its number only, and what follows
  /// it has nothing to apply to.
  mutating func open(_ envelope: Envelope, _ handoff: HandoffID, at who: Who) -> Reception {
    guard case .offer(let offer) = envelope.message else { return .applied }
    guard let partnership = partnership(envelope.partnership, at: who) else { return .parked(.unknownPartnership) }
    guard partnership.phase == .joined else { return .applied }
    var moment = moment()
    let chained = ChainedTicket(
      receiving: offer, in: envelope, handoff: handoff, over: partnership, desk: self[who].desk,
      ticket: moment.newID(), number: self[who].tickets.count + 1, requester: nil, &moment)
    self[who].tickets.append(Record(ticket: chained.ticket, handoffs: []))
    keep(chained, at: Spot(who: who, index: self[who].tickets.count - 1))
    return .applied
  }

  func known(_ envelope: Envelope, at spot: Spot) -> KnownContent {
    let event: EventID? =
      switch envelope.message {
      case .comment(let copy): copy.event
      case .edit(let edit): edit.event
      case .retract(let retraction): retraction.event
      case .file(let copy): copy.comment
      default: nil
      }
    let record = self[spot]
    return KnownContent(
      comment: event.flatMap { event in record.comments.first { $0.event == event } },
      hasFile: envelope.files.contains { file in record.files.contains { $0.event == file.event } },
      wentTo: event.flatMap { record.wentTo[$0] } ?? [])
  }
}
