import Foundation
package import Storage
package import Ticketing

extension SQLReader {
  package func notices(of agent: AgentID, unreadOnly: Bool, _ page: PageRequest) throws -> Page<Notice> {
    let before = page.after ?? .end
    let notices = try rows(
      unreadOnly ? NoticeSQL.unread : NoticeSQL.shown,
      [.id(agent), .integer(before.key), .uuid(before.id), .count(page.limit + 1)], Notice.init)
    return Page(oneMoreThan: page.limit, notices) { PagePosition(key: $0.at.milliseconds, id: $0.id.uuid) }
  }

  package func unreadCount(of agent: AgentID) throws -> Int {
    try first(NoticeSQL.unreadCount, [.id(agent)]) { $0.count() } ?? 0
  }

  package func notices(in mail: MailID) throws -> [Notice] {
    try rows(NoticeSQL.inMail, [.id(mail)], Notice.init)
  }

  package func personalSettings(of agent: AgentID) throws -> PersonalSettings {
    try first(NoticeSQL.settings, [.id(agent)], PersonalSettings.init) ?? PersonalSettings()
  }

  package func listener(_ agent: AgentID) throws -> Listener? {
    if let known = settings.listenersByAgent[agent] { return known }
    let listener = try first(NoticeSQL.listener, [.id(agent)], Listener.init)
    settings.listenersByAgent[agent] = .some(listener)
    return listener
  }

  package func listeners() throws -> [Listener] {
    if let known = settings.listeners { return known }
    let listeners = try rows(NoticeSQL.listeners, [.count(Limits.toldAtOnce)], Listener.init)
    settings.listeners = listeners
    return listeners
  }
}

extension PagePosition {
  /// Behind everything there is.
  fileprivate static let end = PagePosition(
    key: .max,
    id: UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255)))
}
