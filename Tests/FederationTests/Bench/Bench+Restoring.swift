import Federation
import Foundation
import Ticketing

/// A desk that goes back to an earlier moment, and finds out what it has forgotten: the rules of the hub's receiving lanes,
/// in memory.
extension Bench {
  /// A copy of a desk as it is now.
  mutating func remember(_ who: Who) { memories[who] = self[who] }

  /// Puts a desk back to the copy. What it had on its way since is gone.
  mutating func restore(_ who: Who) {
    guard let memory = memories[who] else { return }
    self[who] = memory
    let lanes = Set(post.queues.map(\.lane)).union(self[who].book.sent.keys)
    // In an order that is the same in every run.
    for lane in lanes.sorted(by: { "\($0)" < "\($1)" }) {
      guard let other = neighbour(of: who, on: lane) else { continue }
      post.replace(self[who].book.unsent(lane), on: lane, to: other)
    }
    guard mutant != .keepsItsEpoch else { return }
    restores += 1
    let restoredAt = now.addingTimeInterval(Double(restores))
    let desk = self[who].desk
    self[who].desk = Desk(
      tenant: desk.tenant, name: desk.name, federationID: desk.federationID, statuses: desk.statuses,
      fieldKeys: desk.fieldKeys, passesThrough: desk.passesThrough, restoredAt: restoredAt)
    for index in self[who].tickets.indices {
      for place in self[who].tickets[index].handoffs.indices {
        self[who].tickets[index].handoffs[place].begin(epoch: Desk.epoch(restoredAt: restoredAt))
      }
      for handoff in self[who].tickets[index].handoffs where handoff.state.isOpen {
        ask(about: handoff.id, at: Spot(who: who, index: index))
      }
    }
    tellNeighbours(of: who)
  }

  private mutating func tellForgotten(_ word: Envelope, from who: Who) {
    guard let other = other(word.partnership, than: who) else { return }
    if self[who].book.has(sent: word) {
      resend(word.lane, to: other, after: .start)
    } else {
      dispatch(word, from: who, to: other)
    }
  }

  /// What the partnership's own lane would bring about: of handoffs that the restored desk does not know, the delegator
  /// sends the offer again, and the delegate is told that nothing is left. Of any other, this desk asks.
  private mutating func tellNeighbours(of who: Who) {
    for pair in pairs() + loosePairs() {
      guard let partnership = partnership(pair.partnership, at: who),
        let other = other(partnership.id, than: who), other == pair.at
      else { continue }
      if let spot = spot(of: pair.id, pair.side.other) {
        ask(about: pair.id, at: spot)
        continue
      }
      switch pair.side {
      case .delegator: resend(.handoff(pair.id), to: who, after: .start)
      case .delegate:
        var moment = moment()
        guard pair.isOpen, let word = self[who].desk.forgets(pair.id, over: partnership, &moment) else { continue }
        tellForgotten(word, from: who)
      }
    }
  }

  private struct Known {
    let id: HandoffID
    let side: Side
    let at: Who
    let partnership: PartnershipID
    let isOpen: Bool
  }

  private func pairs() -> [Known] { known(.delegator) }
  private func loosePairs() -> [Known] { known(.delegate) }

  private func known(_ side: Side) -> [Known] {
    Who.allCases.prefix(places.count).flatMap { who in
      self[who].tickets.flatMap(\.handoffs).filter { $0.side == side }.map {
        Known(id: $0.id, side: side, at: who, partnership: $0.partnership, isOpen: $0.state.isOpen)
      }
    }
  }

  /// The desk at the other end of a lane; nil where this desk has no end of it.
  func neighbour(of who: Who, on lane: LaneID) -> Who? {
    switch lane {
    case .partnership, .outside: return nil
    case .handoff(let id):
      for place in Who.allCases.prefix(places.count) {
        for envelope in (self[place].book.sent[lane] ?? []).map(\.envelope)
          + (self[place].book.come[lane] ?? []).map(\.envelope)
        {
          return other(envelope.partnership, than: who)
        }
        if let handoff = self[place].tickets.flatMap(\.handoffs).first(where: { $0.id == id }) {
          return other(handoff.partnership, than: who)
        }
      }
      return post.queues.first { $0.lane == lane }?.messages.first.flatMap { other($0.partnership, than: who) }
    }
  }

  mutating func dispatch(_ envelope: Envelope, from who: Who, to other: Who) {
    if keepsBooks, envelope.handoff != nil { self[who].book.send(envelope) }
    post.put(envelope, to: other)
  }

  private mutating func resend(_ lane: LaneID, to who: Who, after place: Federation.Place) {
    guard let other = neighbour(of: who, on: lane) else { return }
    self[other].book.rewind(lane, after: place)
    post.replace(self[other].book.unsent(lane), on: lane, to: who)
  }

  private mutating func ask(about id: HandoffID, at spot: Spot) {
    guard load(spot).leg(id)?.handoff.lane.recovery == .due else { return }
    var (chained, moment) = (load(spot), moment())
    chained.resynchronise(id, &moment)
    keep(chained, at: spot)
  }
}

extension Bench {
  /// Receives a message as a hub does that keeps what comes.
  mutating func receiveByTheBook(_ envelope: Envelope, _ id: HandoffID, at who: Who) -> Reception {
    guard let index = self[who].tickets.firstIndex(where: { $0.handoffs.contains { $0.id == id } }) else {
      return receiveUnknown(envelope, id, at: who)
    }
    let spot = Spot(who: who, index: index)
    ask(about: id, at: spot)
    guard let lane = load(spot).leg(id)?.handoff.lane else { return .parked(.unknownPartnership) }
    let kept = self[who].book.came(envelope.lane, at: envelope.place)
    let arrival = lane.arrival(epoch: envelope.epoch, seq: envelope.seq)
    guard kept?.isDone != true, arrival != .duplicate else { return .applied }
    switch envelope.message {
    case .resync(let resync): return answer(resync, envelope, id, lane, at: spot)
    case .resynced(let answer):
      var chained = load(spot)
      chained.hear(answer, over: id, kept: self[who].book.unheard(envelope.lane, after: lane.heard))
      keep(chained, at: spot)
    case .forgotten: return hearForgotten(envelope, id, at: spot)
    default: break
    }
    self[who].book.keep(envelope, isDone: false)
    if case .gap(let expected) = arrival, lane.recovery == nil {
      resend(envelope.lane, to: who, after: Federation.Place(epoch: expected.epoch, seq: expected.seq - 1))
      return .applied
    }
    return drain(id, at: spot)
  }

  private mutating func receiveUnknown(_ envelope: Envelope, _ id: HandoffID, at who: Who) -> Reception {
    if case .offer = envelope.message {
      let reception = open(envelope, id, at: who)
      self[who].book.keep(envelope, isDone: true)
      return reception
    }
    guard let partnership = partnership(envelope.partnership, at: who) else { return .parked(.unknownPartnership) }
    var moment = moment()
    if let word = self[who].desk.forgets(envelope, over: partnership, &moment) {
      tellForgotten(word, from: who)
    } else {
      resend(envelope.lane, to: who, after: .start)
    }
    return .applied
  }

  private mutating func answer(
    _ resync: Resync, _ envelope: Envelope, _ id: HandoffID, _ lane: Lane, at spot: Spot
  ) -> Reception {
    guard lane.knows(resync) else {
      resend(envelope.lane, to: spot.who, after: lane.heard)
      return .applied
    }
    let kept = (self[spot.who].book.come[envelope.lane] ?? []).map(\.envelope).filter {
      $0.place > resync.former && $0.epoch < envelope.epoch
    }
    var (chained, moment) = (load(spot), moment())
    chained.answer(
      resync, in: envelope, over: id,
      kept: mutant == .remindsOfNothing
        ? [] : kept.map { KeptMessage(place: $0.place, wireBytes: (try? $0.wireBytes()) ?? []) }, &moment)
    keep(chained, at: spot)
    self[spot.who].book.keep(envelope, isDone: true)
    for envelope in kept where [.remind, .resynced].contains(envelope.message.kind) {
      self[spot.who].book.keep(envelope, isDone: true)
    }
    if let other = neighbour(of: spot.who, on: envelope.lane) {
      self[spot.who].book.rewind(envelope.lane, after: resync.applied)
      post.replace(self[spot.who].book.unsent(envelope.lane), on: envelope.lane, to: other)
    }
    return drain(id, at: spot)
  }

  private mutating func hearForgotten(_ envelope: Envelope, _ id: HandoffID, at spot: Spot) -> Reception {
    var chained = load(spot)
    let kept = self[spot.who].book.come[envelope.lane]?.map(\.envelope.place).filter { $0.epoch < envelope.epoch }.max()
    chained.prepareToBeForgotten(by: envelope, over: id, kept: kept)
    keep(chained, at: spot)
    _ = drain(id, at: spot)
    return apply(envelope, id, at: spot, overtakes: true)
  }

  /// Applies what is here and has its turn, and between it, as it was, what this desk had said itself and has forgotten.
  private mutating func drain(_ id: HandoffID, at spot: Spot) -> Reception {
    while let lane = load(spot).leg(id)?.handoff.lane, lane.recovery != .asked {
      guard let next = self[spot.who].book.came(.handoff(id), at: lane.heard.next), !next.isDone else {
        let isHere = self[spot.who].book.came(.handoff(id), at: lane.heard.next) != nil
        let isForgotten = lane.successors.first.map {
          (($0.promised + 1)...max($0.promised + 1, $0.after)).contains(lane.applied + 1)
        }
        guard isHere || isForgotten == true else { return .applied }
        pass(lane.heard.next, id, at: spot)
        continue
      }
      if lane.recovery == .answered { relive(id, before: next.envelope.place, at: spot) }
      if case .remind(let reminder) = next.envelope.message { recover(reminder, id, at: spot) }
      let reception = apply(next.envelope, id, at: spot, overtakes: false)
      if case .parked = reception { return reception }
    }
    return .applied
  }

  private mutating func pass(_ place: Federation.Place, _ id: HandoffID, at spot: Spot) {
    guard let index = self[spot].handoffs.firstIndex(where: { $0.id == id }) else { return }
    self[spot].handoffs[index].pass(epoch: place.epoch, seq: place.seq)
  }

  private mutating func relive(_ id: HandoffID, before place: Federation.Place, at spot: Spot) {
    for entry in self[spot.who].book.come[.handoff(id)] ?? [] where !entry.isDone {
      guard case .remind(let reminder) = entry.envelope.message, let own = try? reminder.envelope,
        own.wasSent(before: place)
      else { continue }
      recover(reminder, id, at: spot)
    }
  }

  /// Whether it is an edit, and the desk has told of a later one of the same comment since it was put back.
  private func isOvertaken(_ own: Envelope, over id: HandoffID, at spot: Spot) -> Bool {
    guard case .edit(let edit) = own.message, let epoch = load(spot).leg(id)?.handoff.lane.epoch else { return false }
    for entry in self[spot.who].book.sent[own.lane] ?? [] {
      if case .edit(let later) = entry.envelope.message, entry.envelope.epoch == epoch, later.event == edit.event {
        return true
      }
    }
    return false
  }

  private mutating func recover(_ reminder: Reminder, _ id: HandoffID, at spot: Spot) {
    guard let own = try? reminder.envelope, !self[spot.who].book.has(sent: own) else { return }
    let isOvertaken = isOvertaken(own, over: id, at: spot)
    self[spot.who].book.send(own, isDone: true)
    guard !isOvertaken else { return }
    var (chained, moment) = (load(spot), moment())
    chained.recover(own, over: id, known: known(own, at: spot), &moment)
    keep(chained, at: spot)
  }

  private mutating func apply(_ envelope: Envelope, _ id: HandoffID, at spot: Spot, overtakes: Bool) -> Reception {
    var (chained, moment) = (load(spot), moment())
    let reception = chained.receive(envelope, over: id, known: known(envelope, at: spot), overtakes: overtakes, &moment)
    keep(chained, at: spot)
    self[spot.who].book.keep(envelope, isDone: true)
    return reception
  }
}
