package import Foundation
package import Storage
package import Ticketing

extension SQLTransaction {
  package var sendsMail: Bool { environment.sendsMail }

  package func insert(_ notice: Notice) throws -> Bool {
    try forgetOld(of: notice.agent, at: notice.at)
    return try written(by: NoticeSQL.insert, notice.values) > 0
  }

  /// In seconds: they were kept for weeks, and may stay so much longer.
  private static let betweenForgetting: TimeInterval = 3_600

  private func forgetOld(of agent: AgentID, at now: Date) throws {
    if let last = settings.noticesForgottenAt[agent], abs(now.timeIntervalSince(last)) < Self.betweenForgetting {
      return
    }
    let read = now.addingTimeInterval(-Double(Notice.daysWhenRead) * 86_400)
    let unread = now.addingTimeInterval(-Double(Notice.daysUnread) * 86_400)
    try execute(NoticeSQL.forgetRead, [.id(agent), .date(read)])
    try execute(NoticeSQL.forgetOld, [.id(agent), .date(unread)])
    settings.noticesForgottenAt[agent] = now
  }

  package func markRead(_ notices: NoticeSelection, of agent: AgentID, at now: Date) throws {
    switch notices {
    case .all: try execute(NoticeSQL.readAll, [.id(agent), .date(now)])
    case .some(let ids):
      for id in ids { try execute(NoticeSQL.readOne, [.id(agent), .date(now), .id(id)]) }
    case .ticket(let ticket): try execute(NoticeSQL.readTicket, [.id(agent), .date(now), .id(ticket)])
    }
  }

  package func put(_ settings: PersonalSettings, of agent: AgentID) throws {
    try execute(
      NoticeSQL.putSettings,
      [
        .id(agent), .word(settings.language), .flag(settings.notices.hearsOfUnassigned),
        try .json(unlessEmpty: settings.notices.chosen),
      ])
    forgetListeners()
  }

  /// To be called where who works here changed, or what they want to hear of.
  func forgetListeners() {
    settings.listeners = nil
    settings.listenersByAgent = [:]
  }
}
