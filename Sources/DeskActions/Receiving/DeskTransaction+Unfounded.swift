import Federation
import Storage
import Ticketing

extension DeskTransaction {
  /// Gives up, visibly, what came of handoffs whose offer never did: their partnership is over, and an offer that comes now
  /// is not taken any more.
  func giveUpUnfounded(over partnership: PartnershipID, _ moment: Moment) throws {
    for state in [Delivery.State.waiting, .missing, .parked] {
      var query = DeliveryQuery()
      (query.state, query.direction, query.partnership) = (state, .in, partnership)
      var seen: PagePosition?
      repeat {
        let page = try deliveries(query, PageRequest(limit: 200, after: seen))
        for record in page.items where try isUnfounded(record.lane) {
          var dropped = record
          dropped.state = .dropped
          dropped.finishedAt = moment.now
          try update(dropped)
        }
        seen = page.next
      } while seen != nil
    }
  }

  private func isUnfounded(_ lane: LaneID) throws -> Bool {
    switch lane {
    case .handoff(let id): try handoff(id) == nil
    case .partnership: false
    }
  }
}
