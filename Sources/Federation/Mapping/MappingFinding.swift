/// What the checker holds against a mapping, with a counter-example in the desk's own words.
package struct MappingFinding: Sendable, Equatable {
  package enum Rule: String, Sendable, CaseIterable {
    case total
    case satisfiable
    case stable
    case honest
  }

  package enum Severity: String, Sendable, CaseIterable {
    case error
    case warning
  }

  package let rule: Rule
  package let severity: Severity
  /// A way through statuses that shows what is wrong.
  package let path: [String]
  package let detail: String

  package init(rule: Rule, severity: Severity, path: [String], detail: String) {
    self.rule = rule
    self.severity = severity
    self.path = path
    self.detail = detail
  }
}
