import Federation
import Foundation
import Storage
import Ticketing

/// Where a notice stands: a person's lie together, the oldest first.
struct NoticePlace: Comparable, Sendable {
  let agent: Rank<Agent>
  let at: Int64
  let id: Rank<Notice>

  init(_ notice: Notice) {
    agent = Rank(notice.agent)
    at = notice.at.milliseconds
    id = Rank(notice.id)
  }

  private init(agent: Rank<Agent>, at: Int64, id: Rank<Notice>) {
    self.agent = agent
    self.at = at
    self.id = id
  }

  static func all(of agent: AgentID) -> ClosedRange<NoticePlace> {
    let rank = Rank(agent)
    return NoticePlace(agent: rank, at: .min, id: .first)...NoticePlace(agent: rank, at: .max, id: .last)
  }

  static func < (left: NoticePlace, right: NoticePlace) -> Bool {
    (left.agent, left.at, left.id) < (right.agent, right.at, right.id)
  }
}

/// That a person was told of an event on a ticket: once.
struct ToldEvent: Comparable, Sendable {
  private let agent: Rank<Agent>
  private let ticket: Rank<Ticket>
  private let event: Rank<OriginalEvent>

  init(_ notice: Notice) {
    agent = Rank(notice.agent)
    ticket = Rank(notice.ticket)
    event = Rank(notice.event)
  }

  static func < (left: ToldEvent, right: ToldEvent) -> Bool {
    (left.agent, left.ticket, left.event) < (right.agent, right.ticket, right.event)
  }
}
