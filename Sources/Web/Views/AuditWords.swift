import Federation
package import Foundation
package import Storage
import Ticketing

/// What an entry of the audit log tells, in people's words.
package struct AuditWords: Sendable {
  private let catalogue: Catalogue
  private let clock: PageClock

  package init(_ catalogue: Catalogue, now: Date, zone: TimeZone) {
    self.catalogue = catalogue
    clock = PageClock(now: now, zone: zone, catalogue: catalogue)
  }

  package func sentence(_ facts: [AuditFact]) -> String { facts.map(words).joined(separator: ", ") }

  private func words(_ fact: AuditFact) -> String {
    switch fact {
    case .name(let text): say("name", text)
    case .text(let text): text
    case .email(let email): email.text
    case .role(let role): say("role", catalogue["role.\(role.rawValue)"])
    case .isActive(let flag): choose("active", flag)
    case .category(let category): say("category", catalogue["category.\(category.rawValue)"])
    case .message(let kind): say("message", catalogue["delivery.kind_\(kind.rawValue)"])
    case .isMissing(let flag): choose("missing", flag)
    case .reason(let reason): catalogue["operator.why_\(reason.rawValue)"]
    case .sender(let desk): say("sender", desk)
    case .comment(let id): say("comment", id.description)
    case .count(let number): say("count", "\(number)")
    case .passesThrough(let flag): choose("passes_through", flag)
    case .asksSecondStep(let flag): choose("asks_second_step", flag)
    case .language(let language): say("language", catalogue["audit_fact.language_\(language.rawValue)"])
    case .idleMinutes(let number): say("idle_minutes", "\(number)")
    case .reopenDays(let number): say("reopen_days", "\(number)")
    case .codesLeft(let number): say("codes_left", "\(number)")
    case .backup(let date): say("backup", clock.full(date))
    case .difference(let kind): catalogue["audit_fact.difference_\(kind.rawValue)"]
    case .lastCommon(let number): say("last_common", "\(number)")
    }
  }

  private func say(_ key: String, _ value: String) -> String {
    catalogue.text("audit_fact.\(key)", ["value": value])
  }

  private func choose(_ key: String, _ flag: Bool) -> String { catalogue["audit_fact.\(key)_\(flag ? "yes" : "no")"] }
}
