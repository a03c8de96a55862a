import Federation
import Foundation
import Storage
import Ticketing

/// What must hold when nothing is on its way.
extension World {
  func checkRest() throws {
    for desk in desks.indices { try look(at: desk) }
    let pairs = pairs()
    for pair in pairs { try checkAgreement(pair) }
    for pair in pairs { try checkLanes(pair) }
    for pair in pairs { try checkTold(pair) }
    for pair in pairs { try checkDrift(pair) }
    try checkOrphans()
    try checkHolders(pairs)
    for desk in desks.indices {
      try checkContent(desk)
      try checkOrder(desk)
    }
    try checkVisible()
  }

  /// A handoff with both of its records.
  struct Pair {
    let id: HandoffID
    let upper: Int
    let lower: Int
    let above: Handoff
    let below: Handoff?
    let isEnded: Bool
  }

  private func pairs() -> [Pair] {
    var pairs: [Pair] = []
    for desk in desks.indices {
      for id in desks[desk].handoffs {
        guard let above = desks[desk].seen[id], above.side == .delegator else { continue }
        let lower = peer(of: above.partnership, than: desk)
        let isEnded = [desk, lower].contains { desks[$0].phases[above.partnership] != .joined }
        pairs.append(
          Pair(id: id, upper: desk, lower: lower, above: above, below: desks[lower].seen[id], isEnded: isEnded))
      }
    }
    return pairs
  }

  private func checkAgreement(_ pair: Pair) throws {
    chronicle.check(.agreement)
    let what = "handoff \(pair.id) from \(name(pair.upper)) to \(name(pair.lower))"
    guard let below = pair.below else {
      guard pair.above.state.isOpen else { return }
      throw Breach(.agreement, "\(what) is \(pair.above.state) above and unknown below")
    }
    guard pair.above.state == below.state else {
      throw Breach(.agreement, "\(what) is \(pair.above.state) above and \(below.state) below")
    }
    guard pair.above.turn == below.turn else {
      throw Breach(.agreement, "\(what) is at turn \(pair.above.turn.number) above and \(below.turn.number) below")
    }
    if pair.isEnded, below.state.isOpen { throw Breach(.agreement, "\(what) is open, and its partnership is over") }
    try checkShown(pair, below, what)
    guard below.state == .accepted else { return }
    guard pair.above.eta == below.eta else { throw Breach(.agreement, "\(what): the ETA is not the same") }
    guard below.toldStatus == nil || pair.above.partnerStatus == below.toldStatus else {
      throw Breach(.agreement, "\(what): what the delegate says of its status, the delegator has otherwise")
    }
  }

  /// Where each desk's ticket stands beside the handoff's state.
  private func checkShown(_ pair: Pair, _ below: Handoff, _ what: String) throws {
    let upper = try status(of: pair.above.ticket, at: pair.upper)
    let lower = try status(of: below.ticket, at: pair.lower)
    let isLoose = desks[pair.lower].loose.contains(below.ticket) || pair.isEnded
    let fits =
      switch below.state {
      case .offered: lower == .new
      case .accepted: !lower.isEnded
      case .completed: lower == .resolved
      case .confirmed: lower == .closed || isLoose
      case .declined, .withdrawn, .recalled, .returned: lower == .cancelled || isLoose
      }
    guard fits else { throw Breach(.agreement, "\(what) is \(below.state), and the delegate's ticket \(lower)") }
    guard below.state == .accepted, !desks[pair.upper].unmirrored.contains(pair.above.ticket),
      !desks[pair.upper].tickets.isEmpty, try mapping(of: pair) == nil
    else { return }
    let mirror: StatusCategory =
      switch lower {
      case .new, .inProgress, .waitingForPartner: .waitingForPartner
      case .waitingForRequester, .onHold, .resolved, .closed, .cancelled: lower
      }
    let isTold = pair.above.partnerStatus != nil
    guard upper == (isTold ? mirror : .waitingForPartner) else {
      throw Breach(.agreement, "\(what): the delegator shows \(upper) for the delegate's \(lower)")
    }
  }

  private func status(of ticket: TicketID, at desk: Int) throws -> StatusCategory {
    let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
    let kept = try loop.run { try await store.desks.read(in: tenant) { try $0.ticket(ticket) } }.get()
    guard let kept else { throw Breach(.durable, "\(name(desk)) has lost a ticket") }
    return kept.status.category
  }

  private func mapping(of pair: Pair) throws -> Mapping? {
    for desk in [pair.upper, pair.lower] {
      let (store, tenant, id) = (hubs[desks[desk].hub].store, desks[desk].tenant, pair.above.partnership)
      let known = try loop.run { try await store.desks.read(in: tenant) { try $0.partnership(id) } }.get()
      if let mapping = known?.mapping { return mapping }
    }
    return nil
  }

  /// All that was sent has been applied or passed, in both directions.
  private func checkLanes(_ pair: Pair) throws {
    guard let below = pair.below else { return }
    chronicle.check(.lanes)
    for (sender, receiver, words) in [(pair.above, below, "down"), (below, pair.above, "up")] {
      guard sender.lane.ends == receiver.lane.heard else {
        throw Breach(
          .lanes, "handoff \(pair.id), \(words): \(sender.lane.ends) were sent and \(receiver.lane.heard) applied")
      }
      guard sender.lane.recovery == nil || (sender.lane.recovery == .due && sender.lane.sent == 0) else {
        throw Breach(.lanes, "handoff \(pair.id), \(words): what was forgotten was never told to its end")
      }
    }
  }

  /// One holder in each chain of open handoffs; none where the work was taken away from above.
  private func checkHolders(_ pairs: [Pair]) throws {
    let open = pairs.filter { $0.above.state.isOpen }
    for desk in desks.indices {
      for ticket in desks[desk].tickets {
        guard !open.contains(where: { $0.lower == desk && $0.below?.ticket == ticket }) else { continue }
        chronicle.check(.holder)
        var chain = [(desk, ticket)]
        while let last = chain.last, chain.count <= desks.count,
          let next = open.first(where: { $0.upper == last.0 && $0.above.ticket == last.1 }), let below = next.below
        {
          chain.append((next.lower, below.ticket))
        }
        try checkHolder(chain)
      }
    }
  }

  private func checkHolder(_ chain: [(Int, TicketID)]) throws {
    var holders = 0
    var firstIsTakenAway = false
    for (place, (desk, ticket)) in chain.enumerated() {
      let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
      let (isHolder, isTaken) = try loop.run {
        try await store.desks.read(in: tenant) { tx -> (Bool, Bool) in
          guard let kept = try tx.ticket(ticket), let desk = try tx.desk() else { return (false, false) }
          let chained = try tx.chained(kept, at: desk)
          return (chained.isHolder, chained.handoffIn != nil && kept.status.category.isEnded)
        }
      }.get()
      if isHolder { holders += 1 }
      if place == 0 { firstIsTakenAway = isTaken }
    }
    guard holders == (firstIsTakenAway ? 0 : 1) else {
      throw Breach(.holder, "\(holders) holders among \(chain.map { name($0.0) }.joined(separator: ", "))")
    }
  }
}
