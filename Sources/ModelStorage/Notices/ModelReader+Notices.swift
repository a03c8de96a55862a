import Foundation
package import Storage
package import Ticketing

extension ModelReader {
  package func notices(of agent: AgentID, unreadOnly: Bool, _ page: PageRequest) -> Page<Notice> {
    let shown = notices(of: agent).filter { $0.isShown && (!unreadOnly || $0.readAt == nil) }
    return Page.ordered(shown, after: page.after, limit: page.limit, isDescending: true, place: \.place)
  }

  package func unreadCount(of agent: AgentID) -> Int {
    notices(of: agent).count { $0.isShown && $0.readAt == nil }
  }

  package func notices(in mail: MailID) -> [Notice] {
    let told = tables.notices.rows.filter { $0.mail == mail }
    return Page.ordered(told, after: nil, limit: .max, place: \.place).items
  }

  /// Those of one person, the oldest first.
  func notices(of agent: AgentID) -> Rows<Notice> { tables.notices.rows(NoticePlace.all(of: agent)) }

  package func personalSettings(of agent: AgentID) -> PersonalSettings {
    tables.personalSettings[agent] ?? PersonalSettings()
  }

  package func listener(_ agent: AgentID) -> Listener? {
    self.agent(agent).flatMap { $0.isActive ? listener($0) : nil }
  }

  package func listeners() -> [Listener] {
    tables.agents.rows.filter { $0.agent.isActive && $0.agent.role != .light }
      .prefix(Limits.toldAtOnce).map { listener($0.agent) }
  }

  private func listener(_ agent: Agent) -> Listener {
    Listener(
      agent: agent.id, role: agent.role, teams: agent.teams, choices: personalSettings(of: agent.id).notices)
  }
}

extension Notice {
  fileprivate var place: ListPlace<Notice> { ListPlace(key: at.milliseconds, id: id) }
}
