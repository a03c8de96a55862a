package import Foundation
package import Storage
package import Ticketing

extension ModelTransaction {
  package var sendsMail: Bool { environment.sendsMail }

  package func insert(_ notice: Notice) throws -> Bool {
    forget(before: notice)
    guard tables.told[key: ToldEvent(notice)] == nil else { return false }
    try require(agent(notice.agent) != nil, "agent")
    try require(ticket(notice.ticket) != nil, "ticket")
    let place = NoticePlace(notice)
    try refuse("notices.id", where: tables.notices[key: place] != nil)
    tables.notices[key: place] = notice
    tables.told[key: ToldEvent(notice)] = place
    return true
  }

  package func markRead(_ notices: NoticeSelection, of agent: AgentID, at now: Date) {
    let unread = self.notices(of: agent).filter { notice in
      guard notice.readAt == nil else { return false }
      return switch notices {
      case .all: notice.isShown
      case .some(let ids): ids.contains(notice.id)
      case .ticket(let ticket): notice.ticket == ticket
      }
    }
    for notice in unread { tables.notices[key: NoticePlace(notice)] = notice.read(at: now) }
  }

  package func put(_ settings: PersonalSettings, of agent: AgentID) throws {
    try require(self.agent(agent) != nil, "agent")
    tables.personalSettings[agent] = settings
  }

  /// Forgets a person's old notices, whenever a new one comes.
  private func forget(before notice: Notice) {
    let read = notice.at.addingTimeInterval(-Double(Notice.daysWhenRead) * 86_400).milliseconds
    let unread = notice.at.addingTimeInterval(-Double(Notice.daysUnread) * 86_400).milliseconds
    let old = notices(of: notice.agent).filter { kept in
      kept.at.milliseconds < unread || kept.readAt.map { $0.milliseconds < read } ?? false
    }
    for notice in old {
      tables.notices[key: NoticePlace(notice)] = nil
      tables.told[key: ToldEvent(notice)] = nil
    }
  }
}

extension Notice {
  fileprivate func read(at now: Date) -> Notice {
    Notice(
      id: id, agent: agent, kind: kind, ticket: ticket, event: event, handoff: handoff, comment: comment,
      actor: actor, at: at, isShown: isShown, readAt: now, mail: mail)
  }
}
