import Ticketing

/// Where an entry stands: a ticket's lie together, in their order.
struct TimelinePlace: Comparable, Sendable {
  let ticket: Rank<Ticket>
  let seq: Int

  static func < (left: TimelinePlace, right: TimelinePlace) -> Bool {
    left.ticket == right.ticket ? left.seq < right.seq : left.ticket < right.ticket
  }

  /// From one number of a ticket's to another.
  static func range(of ticket: TicketID, _ from: Int = 0, through: Int = .max) -> ClosedRange<TimelinePlace> {
    let rank = Rank(ticket)
    return TimelinePlace(ticket: rank, seq: from)...TimelinePlace(ticket: rank, seq: max(from, through))
  }
}
