import Ticketing

extension ChainedTicket {
  /// What this desk may see of the chain, from the first desk down; its own place is the one whose `handoff` is told by
  /// neither neighbour.
  package var chain: (above: [ChainHop], below: [ChainHop]) {
    (Array(hopsAbove.reversed()), hopsBelow)
  }

  /// Nearest first.
  var hopsAbove: [ChainHop] {
    guard let upper else { return [] }
    let beyond = upper.handoff.beyond
    let neighbour = ChainHop(
      desk: upper.partnership.partnerName,
      isHolder: !upper.handoff.holdsBaton && !beyond.contains(where: \.isHolder), category: nil, label: nil,
      since: upper.handoff.since)
    return [neighbour] + beyond
  }

  /// Nearest first.
  var hopsBelow: [ChainHop] {
    guard let lower else { return [] }
    let beyond = lower.handoff.beyond
    let neighbour = ChainHop(
      desk: lower.partnership.partnerName,
      isHolder: !lower.handoff.holdsBaton && !beyond.contains(where: \.isHolder),
      category: lower.handoff.partnerStatus?.category, label: lower.handoff.partnerStatus?.label,
      since: lower.handoff.since)
    return [neighbour] + beyond
  }

  /// Tells each neighbour what changed of the chain on this desk's side, as far as sharing allows. Every verb ends so.
  mutating func conclude(_ provenance: Provenance, _ moment: inout Moment) {
    for leg in [upper, lower].compactMap({ $0 }) where leg.partnership.phase == .joined && !leg.isRecovering {
      let hops = outward(of: leg).hops(leg.handoff.side == .delegate ? hopsBelow : hopsAbove)
      guard hops != leg.handoff.toldChain, provenance.hops < Envelope.maximumHops else { continue }
      update(leg.handoff.id) { $0.toldChain = hops }
      send(.chain(ChainReport(hops: hops)), over: leg.handoff.id, provenance.reaction(by: desk.system), &moment)
    }
  }
}
