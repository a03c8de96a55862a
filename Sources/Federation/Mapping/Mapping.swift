import Mutants
package import Ticketing

/// One side's translation of statuses and fields to and from what crosses a partnership.
package struct Mapping: Sendable, Equatable, Codable {
  /// What the partner says about tickets that this desk handed over → this desk's status.
  package var `in`: [StatusCategory: StatusID]
  /// This desk's status on tickets that it received → what it says about them.
  package var out: [StatusID: StatusCategory]
  /// What happened to a handoff → this desk's status; what is left out follows `standard`.
  package var events: [MappedEvent: StatusID]
  /// The partner's own words → this desk's status; they go before `in`.
  package var labels: [String: StatusID]
  package var fields: [FieldPair]

  package init(
    in: [StatusCategory: StatusID], out: [StatusID: StatusCategory], events: [MappedEvent: StatusID] = [:],
    labels: [String: StatusID] = [:], fields: [FieldPair] = []
  ) {
    self.in = `in`
    self.out = out
    self.events = events
    self.labels = labels
    self.fields = fields
  }
}

/// A field of the partner's, and this desk's field that takes its value.
package struct FieldPair: Sendable, Equatable, Codable {
  package let theirs: String
  package let ours: String

  package init(theirs: String, ours: String) {
    self.theirs = theirs
    self.ours = ours
  }
}

/// What happens to a handed-over ticket and moves the delegator's status.
package enum MappedEvent: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
  case accepted
  case completed
  case returned
  case recalled
  case declined
}

extension Mapping {
  /// What holds until an admin says otherwise; it passes the checker for every status book.
  ///
  /// The delegate's `new`, `inProgress` and `waitingForPartner` show as waiting for the partner; the rest as themselves.
  package static func standard(_ statuses: StatusBook) -> Mapping {
    var inward: [StatusCategory: StatusID] = [:]
    for category in StatusCategory.allCases { inward[category] = statuses.first(mirror(of: category)).id }
    var outward: [StatusID: StatusCategory] = [:]
    for status in statuses.statuses { outward[status.id] = status.category }
    return Mapping(in: inward, out: outward)
  }

  /// The category that a delegator which does not hold the baton shows for what its delegate says.
  package static func mirror(of category: StatusCategory) -> StatusCategory {
    switch category {
    case .new, .inProgress, .waitingForPartner: .waitingForPartner
    case .waitingForRequester: .waitingForRequester
    case .onHold: .onHold
    case .resolved: .resolved
    case .closed: .closed
    case .cancelled: .cancelled
    }
  }

  /// The category of this desk's ticket after an event, where the mapping names no status; nil leaves it as it is.
  package static func standard(after event: MappedEvent, resolvesOnCompletion: Bool) -> StatusCategory? {
    switch event {
    case .accepted: .waitingForPartner
    case .completed: resolvesOnCompletion ? .resolved : .inProgress
    case .returned, .recalled: .inProgress
    case .declined: nil
    }
  }

  /// This desk's status for what the partner says; an unknown label falls back to its category.
  package func status(for report: StatusReport, in statuses: StatusBook) -> Status {
    let folded = report.label.lowercased()
    let label = labels.keys.filter { $0.lowercased() == folded }.min()
    let labelled = label.flatMap { labels[$0] }.flatMap { statuses[$0] }
    return labelled ?? self.in[report.category].flatMap { statuses[$0] }
      ?? statuses.first(Mapping.mirror(of: report.category))
  }

  package func status(after event: MappedEvent, resolvesOnCompletion: Bool, in statuses: StatusBook) -> Status? {
    events[event].flatMap { statuses[$0] }
      ?? Mapping.standard(after: event, resolvesOnCompletion: resolvesOnCompletion).map(statuses.first)
  }

  /// What this desk says of a status of its own.
  package func category(of status: Status) -> StatusCategory {
    Mutant.categoryIsNotMapped.isOn ? status.category : out[status.id] ?? status.category
  }

  /// The partner's fields under this desk's keys; what no pair names stays under its own key where the desk has it.
  package func fields(_ theirs: [String: FieldValue], known: [String]) -> [String: FieldValue] {
    var ours: [String: FieldValue] = [:]
    for (key, value) in theirs.sorted(by: { $0.key < $1.key }) {
      let target = fields.first { $0.theirs == key }?.ours ?? key
      if known.contains(target) { ours[target] = value }
    }
    return ours
  }

  /// Whether the mapping needs this status.
  package func needs(_ status: StatusID) -> Bool {
    self.in.values.contains(status) || events.values.contains(status) || labels.values.contains(status)
  }
}
