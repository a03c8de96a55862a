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
  /// The ticket's number there, where it is a neighbour.
  let theirNumber: String?

  /// The chain as this desk may see it, the first desk first.
  static func line(_ chained: ChainedTicket, _ clock: PageClock) -> [ChainDesk] {
    let (above, below) = chained.chain
    let own = ChainDesk(
      desk: chained.desk.name, isOwn: true, isWorking: chained.isHolder, badge: StatusBadge(chained.ticket.status),
      reached: TimeView(chained.handoffIn?.handoff.since ?? chained.ticket.createdAt, clock), theirNumber: nil)
    let last = above.count - 1
    return above.enumerated().map { ChainDesk($1, $0 == last ? chained.handoffIn : nil, clock) } + [own]
      + below.enumerated().map { ChainDesk($1, $0 == 0 ? chained.handoffOut : nil, clock) }
  }

  private init(_ hop: ChainHop, _ leg: Leg?, _ clock: PageClock) {
    desk = hop.desk
    isOwn = false
    isWorking = hop.isHolder
    badge = hop.category.map { StatusBadge(name: hop.label ?? "", category: $0.rawValue) }
    reached = hop.since.map { TimeView($0, clock) }
    theirNumber = leg?.handoff.partnerNumber.map { "#\($0)" }
  }

  private init(
    desk: String, isOwn: Bool, isWorking: Bool, badge: StatusBadge?, reached: TimeView?, theirNumber: String?
  ) {
    self.desk = desk
    self.isOwn = isOwn
    self.isWorking = isWorking
    self.badge = badge
    self.reached = reached
    self.theirNumber = theirNumber
  }
}

extension ChainedTicket {
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
