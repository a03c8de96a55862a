import Foundation
import Storage
import StrictJSON
import Ticketing

enum AuditView {
  static let schema = Schema.object([
    "seq": .integer, "at": .time, "source": .choice(["agent", "command_line", "operator", "system"]),
    "agent": .id.orNull,
    "action": .text, "subject": .text, "detail": .text, "address": .text.orNull,
  ])

  package static func json(_ record: AuditRecord) -> JSONValue {
    let (source, agent) = words(for: record.source)
    return [
      "seq": JSONValue(record.seq), "at": JSONValue(record.at), "source": JSONValue(source), "agent": JSONValue(agent),
      "action": JSONValue(record.action), "subject": JSONValue(record.subject), "detail": JSONValue(record.detail),
      "address": JSONValue(record.address),
    ]
  }

  private static func words(for source: AuditRecord.Source) -> (String, AgentID?) {
    switch source {
    case .agent(let id): ("agent", id)
    case .commandLine: ("command_line", nil)
    case .hubOperator: ("operator", nil)
    case .system: ("system", nil)
    }
  }
}
