/// How soon a ticket wants work; a closed list, since it crosses between desks.
package enum Priority: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
  case low
  case normal
  case high
  case urgent
}

/// How much is affected, or how soon it hurts.
package enum Level: String, Sendable, CaseIterable, Codable {
  case low
  case medium
  case high
}

/// Impact × urgency, as in ITIL.
package struct PriorityMatrix: Sendable {
  package static func priority(impact: Level, urgency: Level) -> Priority {
    switch (impact, urgency) {
    case (.low, .low): .low
    case (.low, .medium), (.medium, .low), (.medium, .medium): .normal
    case (.low, .high), (.high, .low): .normal
    case (.medium, .high), (.high, .medium): .high
    case (.high, .high): .urgent
    }
  }
}
