package import Ticketing

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

  /// Which entry of the mapping it is about.
  package enum Place: Sendable, Hashable {
    case `in`(StatusCategory)
    case out(StatusID)
    case event(MappedEvent)
    case label(String)
  }

  /// What is wrong with that entry, for who says it in words of its own.
  package enum Flaw: Sendable, Equatable {
    case saysNothing
    case unknownStatus
    /// What comes in is shown, said on, shown again and said on otherwise.
    case wanders(shown: StatusID, said: StatusCategory, thenShown: StatusID, thenSaid: StatusCategory)
    case endedAsOpen
    case openAsEnded
    case doneAsCancelled
    case worksWithoutBaton
  }

  package let rule: Rule
  package let severity: Severity
  package let place: Place
  package let flaw: Flaw
  /// A way through statuses that shows what is wrong.
  package let path: [String]
  package let detail: String

  package init(rule: Rule, severity: Severity, at place: Place, _ flaw: Flaw, path: [String], detail: String) {
    self.rule = rule
    self.severity = severity
    self.place = place
    self.flaw = flaw
    self.path = path
    self.detail = detail
  }
}
