import Federation
import Foundation
import Ticketing

/// One step of a search: something that a desk does, or a message that arrives.
enum Move: Sendable {
  case deliver(Int)
  case offer(Spot)
  case delegator(HandoffID, DelegatorMove)
  case delegate(HandoffID, DelegateMove)
  case confirmByItself(HandoffID)
  case set(Spot, StatusCategory)
  case reopen(Spot)
  case reply
  case remember(Who)
  case restore(Who)
  case end(Who, with: Who, keepsCopy: Bool, unsent: Int)
}

extension Bench {
  /// What may happen next; some of it the desks will refuse.
  func moves(_ bounds: SearchBounds) -> [Move] {
    var moves = post.queues.indices.map { Move.deliver($0) }
    moves += restoring(bounds)
    guard post.queues.allSatisfy({ $0.messages.count < bounds.messages }), acts < bounds.acts else { return moves }
    let living = pairs().filter(isAlive)
    for who in Who.allCases.prefix(places.count) {
      for index in self[who].tickets.indices { moves += self.moves(at: Spot(who: who, index: index), living, bounds) }
    }
    for pair in living { moves += self.moves(on: pair, bounds) }
    if bounds.replies, hasRoom(from: .acme, living, bounds) { moves.append(.reply) }
    return moves + endings(living, bounds)
  }

  private func moves(at spot: Spot, _ living: [Pair], _ bounds: SearchBounds) -> [Move] {
    var moves: [Move] = []
    let record = self[spot]
    let isTied = living.contains { $0.upper.spot == spot || $0.lower?.spot == spot }
    guard isTied || (spot.who == .acme && spot.index == 0) else { return [] }
    if spot.who.rawValue + 1 < places.count, record.bond == .tied,
      living.count(where: { $0.upper.spot.who == spot.who }) < bounds.handoffs
    {
      moves.append(.offer(spot))
    }
    let handoffIn = record.handoffs.first { $0.side == .delegate }
    if handoffIn?.state.isOpen ?? true, hasRoom(from: spot.who, living, bounds) {
      moves += bounds.statuses.map { .set(spot, $0) }
    } else if bounds.reopens, handoffIn?.state.isOpen == false, record.ticket.status.category.isEnded {
      moves.append(.reopen(spot))
    }
    return moves
  }

  /// What the table refuses is not tried here: `RefusedMoveTests` tries it.
  private func moves(on pair: Pair, _ bounds: SearchBounds) -> [Move] {
    var moves: [Move] = []
    let upper = pair.upper.handoff.state
    for move in DelegatorMove.allCases where HandoffTable.delegator(in: upper, makes: move) != .refused {
      moves.append(.delegator(pair.id, move))
    }
    if bounds.confirmsByItself, upper == .completed { moves.append(.confirmByItself(pair.id)) }
    guard let lower = pair.lower?.handoff.state else { return moves }
    for move in DelegateMove.allCases where HandoffTable.delegate(in: lower, makes: move) != .refused {
      moves.append(.delegate(pair.id, move))
    }
    return moves
  }

  /// Each desk is copied once, and put back once.
  private func restoring(_ bounds: SearchBounds) -> [Move] {
    bounds.restores.sorted { $0.rawValue < $1.rawValue }.flatMap { who -> [Move] in
      guard let memory = memories[who] else { return [.remember(who)] }
      return self[who].desk.restoredAt == nil && memory.desk.restoredAt == nil && !restored.contains(who)
        ? [.restore(who)] : []
    }
  }

  private func endings(_ living: [Pair], _ bounds: SearchBounds) -> [Move] {
    bounds.ends.sorted().flatMap { upper -> [Move] in
      let desks = (Who.allCases[upper], Who.allCases[upper + 1])
      return [desks, (desks.1, desks.0)].flatMap { who, other -> [Move] in
        guard partnership(of: who, with: other)?.phase == .joined else { return [] }
        let longest = living.map { post.queue(to: other, .handoff($0.id)).count }.max() ?? 0
        return (bounds.keepsCopies ? [false, true] : [false]).flatMap { keepsCopy in
          Set([0, longest]).sorted().map { .end(who, with: other, keepsCopy: keepsCopy, unsent: $0) }
        }
      }
    }
  }

  private func hasRoom(from who: Who, _ living: [Pair], _ bounds: SearchBounds) -> Bool {
    post.queues.allSatisfy { queue in
      queue.messages.count < bounds.words || abs(queue.to.rawValue - who.rawValue) != 1
    }
  }

  /// - Throws: `HandoffRefusal` where the desk may not do so.
  mutating func make(_ move: Move) throws {
    switch move {
    case .deliver, .remember, .restore: break
    default: acts += 1
    }
    switch move {
    case .deliver(let queue): deliver(queue)
    case .remember(let who): remember(who)
    case .restore(let who):
      restore(who)
      restored.insert(who)
    case .offer(let spot): try offer(spot, to: Who.allCases[spot.who.rawValue + 1])
    case .delegator(let id, .withdraw): try withdraw(id)
    case .delegator(let id, .recall): try recall(id)
    case .delegator(let id, .rework): try rework(id)
    case .delegator(let id, .confirm): try confirm(id)
    case .delegate(let id, .accept): try accept(id)
    case .delegate(let id, .decline): try decline(id)
    case .delegate(let id, .complete): try complete(id)
    case .delegate(let id, .return): try giveBack(id)
    case .confirmByItself(let id): try confirmByItself(id)
    case .set(let spot, let category): try set(spot, category)
    case .reopen(let spot):
      try set(spot, .inProgress)
      self[spot].bond = .loose
    case .reply: try comment(Spot(who: .acme, index: 0), "it is about the left one", .public, by: requester)
    case .end(let who, let other, let keepsCopy, let unsent):
      try end(who, with: other, keepsCopy: keepsCopy, unsent: unsent)
    }
  }

  private mutating func confirmByItself(_ id: HandoffID) throws {
    let today = now
    now = today.addingTimeInterval(8 * 86_400)
    defer { now = today }
    try delegator(id) { (chained, _, moment) throws(HandoffRefusal) in chained.confirmUnanswered(id, &moment) }
  }
}
