package import Ticketing

/// Judges a mapping before it can be saved, from what one desk knows: its own statuses and the closed wire words.
package struct MappingChecker: Sendable {
  private let statuses: StatusBook

  package init(statuses: StatusBook) { self.statuses = statuses }

  package func findings(in mapping: Mapping) -> [MappingFinding] {
    total(mapping) + satisfiable(mapping) + stable(mapping) + honest(mapping)
  }

  /// Every wire word and every own status has an image.
  private func total(_ mapping: Mapping) -> [MappingFinding] {
    let inward = StatusCategory.allCases.filter { mapping.in[$0] == nil }.map {
      MappingFinding(
        rule: .total, severity: .error, at: .in($0), .saysNothing, path: ["partner: \($0.rawValue)", "?"],
        detail: "says nothing for what the partner calls \($0.rawValue): name one of this desk's statuses under `in`")
    }
    let outward = statuses.statuses.filter { mapping.out[$0.id] == nil }.map {
      MappingFinding(
        rule: .total, severity: .error, at: .out($0.id), .saysNothing, path: [$0.name, "?"],
        detail: "says nothing to the partner for “\($0.name)”: name a category under `out`")
    }
    return inward + outward
  }

  /// Every status that it names is one that the desk has.
  private func satisfiable(_ mapping: Mapping) -> [MappingFinding] {
    var named: [(MappingFinding.Place, String, StatusID)] = []
    for category in StatusCategory.allCases {
      mapping.in[category].map { named.append((.in(category), "in.\(category.rawValue)", $0)) }
    }
    for event in MappedEvent.allCases {
      mapping.events[event].map { named.append((.event(event), "events.\(event.rawValue)", $0)) }
    }
    for (label, status) in mapping.labels.sorted(by: { $0.key < $1.key }) {
      named.append((.label(label), "labels.\(label)", status))
    }
    for status in mapping.out.keys.sorted() { named.append((.out(status), "out", status)) }
    return named.filter { statuses[$0.2] == nil }.map { place, word, status in
      MappingFinding(
        rule: .satisfiable, severity: .error, at: place, .unknownStatus, path: [word, status.description],
        detail: "names a status that this desk does not have")
    }
  }

  /// What comes in and is said again comes out the same: out∘in over categories is idempotent.
  private func stable(_ mapping: Mapping) -> [MappingFinding] {
    StatusCategory.allCases.compactMap { category in
      guard let first = step(category, mapping), let second = step(first.said, mapping), second.said != first.said
      else { return nil }
      return MappingFinding(
        rule: .stable, severity: .error, at: .in(category),
        .wanders(
          shown: first.shown.id, said: first.said, thenShown: second.shown.id, thenSaid: second.said),
        path: [category.rawValue, first.shown.name, first.said.rawValue, second.shown.name, second.said.rawValue],
        detail: """
          wanders: \(category.rawValue) shows as “\(first.shown.name)”, which is said on as \(first.said.rawValue), \
          which shows as “\(second.shown.name)”, which is said on as \(second.said.rawValue)
          """)
    }
  }

  private func step(_ category: StatusCategory, _ mapping: Mapping) -> (shown: Status, said: StatusCategory)? {
    guard let shown = mapping.in[category].flatMap({ statuses[$0] }), let said = mapping.out[shown.id] else {
      return nil
    }
    return (shown, said)
  }

  /// Ended maps to ended and nothing else does, done is never cancelled, and who waits does not seem to work.
  private func honest(_ mapping: Mapping) -> [MappingFinding] {
    let inward = StatusCategory.allCases.compactMap { category in
      mapping.in[category].flatMap { statuses[$0] }.flatMap {
        dishonesty(of: category, shownAs: $0.category).finding(
          at: .in(category), path: ["partner: \(category.rawValue)", $0.name])
      }
    }
    let labels = mapping.labels.sorted(by: { $0.key < $1.key }).compactMap { label, status in
      statuses[status].flatMap { shown -> MappingFinding? in
        Dishonesty.worksWithoutBaton(isMirror(shown.category)).finding(
          at: .label(label), path: ["partner: “\(label)”", shown.name])
      }
    }
    let outward = statuses.statuses.compactMap { status in
      mapping.out[status.id].flatMap {
        ends(status.category, as: $0).finding(
          at: .out(status.id), path: [status.name, "to the partner: \($0.rawValue)"])
      }
    }
    return inward + labels + outward + events(mapping)
  }

  private func events(_ mapping: Mapping) -> [MappingFinding] {
    MappedEvent.allCases.compactMap { event in
      guard let status = mapping.events[event].flatMap({ statuses[$0] }) else { return nil }
      let path = [event.rawValue, status.name]
      switch event {
      case .accepted:
        return Dishonesty.worksWithoutBaton(isMirror(status.category)).finding(at: .event(event), path: path)
      case .completed:
        return status.category == .cancelled ? Dishonesty.doneAsCancelled.finding(at: .event(event), path: path) : nil
      case .returned, .recalled, .declined:
        return status.category.isEnded ? Dishonesty.openAsEnded.finding(at: .event(event), path: path) : nil
      }
    }
  }

  /// Whether a delegator that does not hold the baton may show this category.
  private func isMirror(_ category: StatusCategory) -> Bool {
    switch category {
    case .waitingForRequester, .waitingForPartner, .onHold: true
    case .new, .inProgress, .resolved, .closed, .cancelled: false
    }
  }

  private func dishonesty(of category: StatusCategory, shownAs shown: StatusCategory) -> Dishonesty {
    let ending = ends(category, as: shown)
    guard ending == .none else { return ending }
    return category.isEnded || isMirror(shown) ? .none : .worksWithoutBaton(false)
  }

  private func ends(_ category: StatusCategory, as other: StatusCategory) -> Dishonesty {
    if category.isEnded, !other.isEnded { return .endedAsOpen }
    if !category.isEnded, other.isEnded { return .openAsEnded }
    if category == .resolved || category == .closed, other == .cancelled { return .doneAsCancelled }
    return .none
  }

  private enum Dishonesty: Equatable {
    case none
    case endedAsOpen
    case openAsEnded
    case doneAsCancelled
    case worksWithoutBaton(_ allowed: Bool)

    func finding(at place: MappingFinding.Place, path: [String]) -> MappingFinding? {
      let (flaw, detail): (MappingFinding.Flaw, String)
      switch self {
      case .none, .worksWithoutBaton(true): return nil
      case .endedAsOpen: (flaw, detail) = (.endedAsOpen, "shows work that is over as open")
      case .openAsEnded: (flaw, detail) = (.openAsEnded, "shows work that is open as over")
      case .doneAsCancelled: (flaw, detail) = (.doneAsCancelled, "shows work that was done as cancelled")
      case .worksWithoutBaton(false):
        flaw = .worksWithoutBaton
        detail = "shows this desk as working while the partner holds the ticket: take a waiting or on-hold status"
      }
      return MappingFinding(rule: .honest, severity: .error, at: place, flaw, path: path, detail: detail)
    }
  }
}
