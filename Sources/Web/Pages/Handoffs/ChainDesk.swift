import Federation
import Foundation
import Ticketing

/// A desk of the chain as the ticket's page shows it: one stop of a line from the first desk down.
struct ChainDesk {
  let desk: String
  let isOwn: Bool
  /// Whether it has the work now.
  let isWorking: Bool
  let badge: StatusBadge?
  let reached: TimeView?
  /// What happened there then: that it was offered, that the work came, that it was solved.
  let reachedHow: String
  /// The ticket's number there, where it is a neighbour.
  let theirNumber: String?
  /// Where it is to be seen there; of an external desk only.
  let theirAddress: String?

  /// The chain as this desk may see it, the first desk first.
  ///
  /// - Parameter endedAt: since when the ticket stands where it ended; nil while it is open.
  static func line(
    _ chained: ChainedTicket, endedAt: Date?, there: TicketsThere, _ clock: PageClock, _ catalogue: Catalogue
  ) -> [ChainDesk] {
    let (above, below) = chained.chain
    let since = endedAt ?? chained.handoffIn?.handoff.since ?? chained.ticket.createdAt
    let own = ChainDesk(
      desk: chained.desk.name, isOwn: true, isWorking: chained.isHolder && !chained.isOver,
      badge: StatusBadge(chained.ticket.status),
      reached: TimeView(since, clock),
      reachedHow: how(chained.handoffIn, catalogue), theirNumber: nil, theirAddress: nil)
    let last = above.count - 1
    return above.enumerated().map { ChainDesk($1, $0 == last ? chained.handoffIn : nil, there, clock, catalogue) } + [
      own
    ]
      + below.enumerated().map { ChainDesk($1, $0 == 0 ? chained.handoffOut : nil, there, clock, catalogue) }
  }

  private static func how(_ leg: Leg?, _ catalogue: Catalogue) -> String {
    switch leg?.handoff.state {
    case .offered: catalogue["handoffs.since_offered"]
    case .completed: catalogue["handoffs.since_completed"]
    case nil, .accepted, .confirmed, .declined, .withdrawn, .recalled, .returned: catalogue["handoffs.since"]
    }
  }

  private init(
    _ hop: ChainHop, _ leg: Leg?, _ there: TicketsThere, _ clock: PageClock, _ catalogue: Catalogue
  ) {
    desk = hop.desk
    isOwn = false
    isWorking = hop.isHolder
    badge = hop.category.map { StatusBadge(name: hop.label ?? "", category: $0.rawValue) }
    // Since when the desk above has had the ticket it has not told: the handoff's time is this desk's own.
    reached = leg?.handoff.side == .delegate ? nil : hop.since.map { TimeView($0, clock) }
    reachedHow = Self.how(leg, catalogue)
    let outside = leg.flatMap { there[$0.handoff.id] }
    theirNumber = outside.map(\.number) ?? leg?.handoff.partnerNumber.map { "#\($0)" }
    theirAddress = outside?.address
  }

  private init(
    desk: String, isOwn: Bool, isWorking: Bool, badge: StatusBadge?, reached: TimeView?, reachedHow: String,
    theirNumber: String?, theirAddress: String?
  ) {
    self.desk = desk
    self.isOwn = isOwn
    self.isWorking = isWorking
    self.badge = badge
    self.reached = reached
    self.reachedHow = reachedHow
    self.theirNumber = theirNumber
    self.theirAddress = theirAddress
  }
}

extension ChainedTicket {
  /// Whether nobody has any work with it any more, as far as this desk knows.
  var isOver: Bool { ticket.status.category.isEnded && !legs.contains { $0.handoff.state.isOpen } }

  /// Who has the work, and since when as far as it is told here.
  var working: (desk: String, since: Date?) {
    if isHolder {
      let moved = [
        handoffIn?.handoff.since, handoffOut.flatMap { $0.handoff.state == .offered ? nil : $0.handoff.since },
      ]
      return (desk.name, moved.compactMap { $0 }.max() ?? ticket.createdAt)
    }
    let (above, below) = chain
    let hop = (above + below).first { $0.isHolder }
    return (holder, hop?.since ?? handoffOut?.handoff.since ?? handoffIn?.handoff.since)
  }
}
