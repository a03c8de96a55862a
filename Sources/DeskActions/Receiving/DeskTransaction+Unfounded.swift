import Federation
import Storage
import Ticketing

/// What came of handoffs whose offer never did.
extension DeskTransaction {
  /// The handoffs, the one that has waited longest first.
  func unfounded(over partnership: PartnershipID) throws -> [HandoffID] {
    var found: [HandoffID] = []
    try visitUnfounded(over: partnership) { _, handoff in if !found.contains(handoff) { found.append(handoff) } }
    return found
  }

  /// Gives them up, visibly: their partnership is over, or the other desk has forgotten them, and an offer that comes now is
  /// not taken any more.
  ///
  /// - Parameter given: the handoff; nil for all.
  func giveUpUnfounded(over partnership: PartnershipID, of given: HandoffID? = nil, _ moment: Moment) throws {
    try visitUnfounded(over: partnership) { record, handoff in
      guard given == nil || given == handoff else { return }
      var dropped = record
      dropped.state = .dropped
      dropped.finishedAt = moment.now
      try update(dropped)
    }
  }

  private func visitUnfounded(over partnership: PartnershipID, _ visit: (Delivery, HandoffID) throws -> Void) throws {
    for state in [Delivery.State.waiting, .missing, .parked] {
      var query = DeliveryQuery()
      (query.state, query.direction, query.partnership) = (state, .in, partnership)
      var seen: PagePosition?
      repeat {
        let page = try deliveries(query, PageRequest(limit: 200, after: seen))
        for record in page.items {
          guard case .handoff(let id) = record.lane, try handoff(id) == nil else { continue }
          try visit(record, id)
        }
        seen = page.next
      } while seen != nil
    }
  }
}
