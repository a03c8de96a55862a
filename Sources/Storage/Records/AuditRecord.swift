package import Foundation
package import Ticketing

/// Who did what from where; the log only grows.
package struct AuditRecord: Sendable, Equatable {
  package enum Source: Sendable, Equatable {
    case agent(AgentID)
    case commandLine
    /// Who runs the hub, by the operator's page.
    case hubOperator
    case system
  }

  /// Counts up from 1 within the tenant; 0 until it is written.
  package let seq: Int
  package let at: Date
  package let source: Source
  /// What was done, as `noun.verb`: `token.create`.
  package let action: String
  /// What it was done to: an id, a slug.
  package let subject: String
  /// In the order of their keys.
  package let facts: [AuditFact]
  /// The network address that asked, where there was one.
  package let address: String?

  package init(
    seq: Int = 0, at: Date, source: Source, action: String, subject: String,
    facts: [AuditFact] = [], address: String? = nil
  ) {
    self.seq = seq
    self.at = at
    self.source = source
    self.action = action
    self.subject = subject
    let keys = AuditFact.Key.allCases
    self.facts = facts.sorted { (keys.firstIndex(of: $0.key) ?? 0) < (keys.firstIndex(of: $1.key) ?? 0) }
    self.address = address
  }
}
