package import Foundation
package import Storage
package import Ticketing

extension SQLTransaction {
  package var sendsMail: Bool { environment.sendsMail }

  package func insert(_ notice: Notice) throws -> Bool {
    let read = notice.at.addingTimeInterval(-Double(Notice.daysWhenRead) * 86_400)
    let unread = notice.at.addingTimeInterval(-Double(Notice.daysUnread) * 86_400)
    try execute(NoticeSQL.forgetRead, [.id(notice.agent), .date(read)])
    try execute(NoticeSQL.forgetOld, [.id(notice.agent), .date(unread)])
    return try written(by: NoticeSQL.insert, notice.values) > 0
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
  }
}
