import Foundation
import Storage

/// Facts as one column keeps them: an object of keys and values; nothing where there are none, and a sentence of an earlier
/// version as it is.
enum AuditFacts {
  static func text(_ facts: [AuditFact]) throws -> String {
    if facts.isEmpty { return "" }
    if case .text(let text)? = facts.first, facts.count == 1 { return text }
    return try StoredJSON.text(Dictionary(facts.map { ($0.key.rawValue, $0.value) }) { _, last in last })
  }

  static func facts(in text: String) -> [AuditFact] {
    if text.isEmpty { return [] }
    guard text.hasPrefix("{"), let values = try? StoredJSON.value([String: AuditValue].self, from: text) else {
      return [.text(text)]
    }
    let facts = AuditFact.Key.allCases.compactMap { key in values[key.rawValue].flatMap { AuditFact(key, $0) } }
    // What a later version wrote, or somebody who wrote braces: better shown raw than left out.
    return facts.count == values.count ? facts : [.text(text)]
  }
}
