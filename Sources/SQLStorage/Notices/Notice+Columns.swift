import Federation
import Foundation
import Storage
import Ticketing

extension Notice {
  init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), agent: try columns.id(), kind: try columns.word(), ticket: try columns.id(),
      event: try columns.id(), handoff: try columns.maybeID(), comment: try columns.maybeID(),
      actor: try Author(&columns), at: columns.date(), isShown: columns.flag(), readAt: columns.maybeDate(),
      mail: try columns.maybeID())
  }

  var values: [SQLValue] {
    [.id(id), .id(agent), .word(kind), .id(ticket), .id(event), .id(handoff), .id(comment)] + actor.values
      + [.date(at), .flag(isShown), .date(readAt), .id(mail)]
  }
}

extension NoticeChoices {
  init(_ columns: inout Columns) throws {
    let hearsOfUnassigned = columns.maybeCount() ?? 1
    self.init(chosen: try columns.maybeJSON() ?? [:], hearsOfUnassigned: hearsOfUnassigned != 0)
  }
}

extension Listener {
  init(_ columns: inout Columns) throws {
    self.init(
      agent: try columns.id(), role: try columns.word(), teams: [TeamID](packed: columns.bytes()),
      choices: try NoticeChoices(&columns))
  }
}

extension PersonalSettings {
  init(_ columns: inout Columns) throws {
    self.init(language: try columns.maybeWord(), notices: try NoticeChoices(&columns))
  }
}
