import Federation
import Foundation
package import Storage
package import StrictJSON
import Ticketing

package enum AuditView {
  static let schema = Schema.object([
    "seq": .integer, "at": .time, "source": .choice(["agent", "command_line", "operator", "system"]),
    "agent": .id.orNull,
    "action": .text, "subject": .text, "facts": facts, "detail": .text, "address": .text.orNull,
  ])

  /// An entry has those that its action tells.
  private static let facts = Schema.object(
    AuditFact.Key.allCases.map { key in
      switch key {
      case .active, .missing, .passesThrough, .asksSecondStep: (key.rawValue, .flag)
      case .count, .idleMinutes, .reopenDays, .codesLeft, .lastCommon: (key.rawValue, .integer)
      case .role: (key.rawValue, .choice(of: Role.self))
      case .category: (key.rawValue, .choice(of: StatusCategory.self))
      case .language: (key.rawValue, .choice(of: Language.self))
      case .comment: (key.rawValue, .id)
      case .difference: (key.rawValue, .choice(of: DriftKind.self))
      case .backup: (key.rawValue, .time)
      case .name, .email, .message, .reason, .sender, .text: (key.rawValue, .text)
      }
    }, required: [])

  /// - Parameter sentences: for the sentence that people read; scripts read the facts.
  package static func json(_ record: AuditRecord, _ sentences: AuditWords) -> JSONValue {
    let (source, agent) = words(for: record.source)
    return [
      "seq": JSONValue(record.seq), "at": JSONValue(record.at), "source": JSONValue(source), "agent": JSONValue(agent),
      "action": JSONValue(record.action), "subject": JSONValue(record.subject),
      "facts": .object(JSONObject(record.facts.map { ($0.key.rawValue, json($0.value)) })),
      "detail": JSONValue(sentences.sentence(record.facts)),
      "address": JSONValue(record.address),
    ]
  }

  private static func json(_ value: AuditValue) -> JSONValue {
    switch value {
    case .flag(let flag): JSONValue(flag)
    case .number(let number): JSONValue(number)
    case .text(let text): JSONValue(text)
    }
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
