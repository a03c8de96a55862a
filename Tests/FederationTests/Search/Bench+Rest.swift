import Federation
import Ticketing

extension Bench {
  /// What is wrong although no message is on its way; empty where all is well.
  func faultsAtRest() -> [String] {
    let pairs = pairs()
    return pairs.flatMap(faults) + pairs.flatMap(mirrorFaults) + holderFaults(pairs) + endFaults(pairs)
  }

  /// A partnership is over at both desks or at none, and leaves no handoff open.
  private func endFaults(_ pairs: [Pair]) -> [String] {
    links.flatMap { link -> [String] in
      let phases = [link.inviter, link.acceptor].compactMap { partnership(link.id, at: $0)?.phase }
      guard phases.contains(.ended) else { return [] }
      if phases != [.ended, .ended] { return ["a partnership has ended at one desk only"] }
      let orphans = pairs.filter { $0.upper.handoff.partnership == link.id && $0.isOpen }
      return orphans.isEmpty ? [] : ["\(orphans.count) open over a partnership that has ended"]
    }
  }

  /// Both desks name the same state and turn, and the delegate's ticket stands where that state puts it.
  private func faults(of pair: Pair) -> [String] {
    let upper = pair.upper.handoff
    guard let lower = pair.lower else {
      return upper.state.isOpen ? ["\(upper.state) at the delegator, unknown to the delegate"] : []
    }
    var faults: [String] = []
    if lower.handoff.state != upper.state {
      faults.append("\(upper.state) at the delegator, \(lower.handoff.state) at the delegate")
    }
    if lower.handoff.turn != upper.turn {
      faults.append("turn \(upper.turn.number) at the delegator, \(lower.handoff.turn.number) at the delegate")
    }
    let record = self[lower.spot]
    let category = record.ticket.status.category
    let fits =
      switch (record.bond, lower.handoff.state) {
      case (_, .offered): category == .new
      case (_, .accepted): !category.isEnded
      case (_, .completed): category == .resolved
      case (.tied, .confirmed): category == .closed
      case (.tied, .declined), (.tied, .withdrawn), (.tied, .recalled), (.tied, .returned): category == .cancelled
      // Nobody cancels such a ticket in a search: a late word must have.
      case (.loose, _): category != .cancelled
      case (.closed, _): category.isEnded
      }
    if !fits { faults.append("\(lower.handoff.state), but the delegate's ticket is \(category)") }
    return faults
  }

  /// While the delegate holds it, the delegator shows what the delegate says, in the words of who waits.
  private func mirrorFaults(of pair: Pair) -> [String] {
    let shown = self[pair.upper.spot].ticket.status.category
    switch pair.upper.handoff.state {
    case .accepted:
      guard let lower = pair.lower else { return [] }
      let said = self[lower.spot].ticket.status.category
      return shown == Mapping.mirror(of: said) ? [] : ["the delegator shows \(shown) for the delegate's \(said)"]
    case .offered: return shown.isEnded ? ["offered, but the delegator's ticket is \(shown)"] : []
    case .completed, .confirmed, .declined, .withdrawn, .recalled, .returned: return []
    }
  }

  /// Every chain of tickets that open handoffs tie together has exactly one holder; what was taken away from above, with
  /// all that hangs on it, has none.
  private func holderFaults(_ pairs: [Pair]) -> [String] {
    let ties = pairs.filter(\.isOpen)
    var faults: [String] = []
    for who in Who.allCases.prefix(places.count) {
      for index in self[who].tickets.indices {
        var spot = Spot(who: who, index: index)
        guard !ties.contains(where: { $0.lower?.spot == spot }) else { continue }
        var chain = [spot]
        while let next = ties.first(where: { $0.upper.spot == spot })?.lower?.spot {
          chain.append(next)
          spot = next
        }
        let holders = chain.filter { load($0).isHolder }
        let first = load(chain[0])
        let isTakenAway = first.handoffIn != nil && first.ticket.status.category.isEnded
        if holders.count != (isTakenAway ? 0 : 1) {
          faults.append("\(holders.count) holders among \(chain.map(\.who.name).joined(separator: ", "))")
        }
      }
    }
    return faults
  }
}
