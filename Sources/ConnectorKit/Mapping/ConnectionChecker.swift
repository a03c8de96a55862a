package import Federation
package import Ticketing

/// Judges a connection's mapping before it can be saved, by what is known of the external desk's words.
package struct ConnectionChecker: Sendable {
  private let vocabulary: Vocabulary

  package init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  package func findings(in mapping: ConnectionMapping) -> [ConnectionFinding] {
    total(mapping) + satisfiable(mapping) + stable(mapping) + honest(mapping)
  }

  /// Every category has a status there, and each status is there once.
  private func total(_ mapping: ConnectionMapping) -> [ConnectionFinding] {
    let unsaid = StatusCategory.allCases.filter { mapping.shows[$0] == nil }.map {
      ConnectionFinding(
        .saysNothing($0), .total, .error, at: "/shows/\($0.rawValue)", path: [$0.rawValue, "?"],
        detail: "says nothing for \($0.rawValue): name one of their statuses")
    }
    var seen: Set<String> = []
    let twice = mapping.statuses.filter { !seen.insert($0.id).inserted }.map {
      ConnectionFinding(
        .saidTwice($0.name), .total, .error, at: "/statuses", path: [$0.id],
        detail: "names their status “\($0.name)” twice")
    }
    let unread = vocabulary.statuses.filter { mapping.status($0.id) == nil }.map {
      ConnectionFinding(
        .unread($0.name), .total, .warning, at: "/statuses", path: [$0.name, "?"],
        detail: "does not know their status “\($0.name)”: what comes with it waits until somebody adds it")
    }
    return unsaid + twice + unread
  }

  /// Every status that it names is one that it knows, and what the far side demands with it is supplied.
  private func satisfiable(_ mapping: ConnectionMapping) -> [ConnectionFinding] {
    let shown =
      StatusCategory.allCases.compactMap { category in
        mapping.shows[category].map { ("/shows/\(category.rawValue)", category.rawValue, $0) }
      }
    return shown.flatMap { place, word, id in
      guard mapping.status(id) != nil else {
        return [
          ConnectionFinding(
            .unknownStatus(id), .satisfiable, .error, at: place, path: [word, id],
            detail: "names “\(id)”, which is not among `statuses`")
        ]
      }
      let supplied = mapping.supplies[id] ?? [:]
      let lacking = (vocabulary.statuses.first { $0.id == id }?.needs ?? []).filter {
        supplied[$0, default: ""].isEmpty
      }
      return lacking.map {
        ConnectionFinding(
          .lacks(field: $0, status: id), .satisfiable, .error, at: "/supplies/\(id)/\($0)", path: [word, id, $0],
          detail: "sets “\(id)”, for which they demand \($0): supply it")
      }
    }
  }

  /// What is written there and read again is written the same: write∘read∘write is write.
  private func stable(_ mapping: ConnectionMapping) -> [ConnectionFinding] {
    StatusCategory.allCases.compactMap { category in
      guard let written = mapping.shows[category], let read = mapping.status(written)?.category,
        let again = mapping.shows[read], again != written
      else { return nil }
      return ConnectionFinding(
        .wanders(category, written: written, read: read, again: again), .stable, .error,
        at: "/shows/\(category.rawValue)", path: [category.rawValue, written, read.rawValue, again],
        detail: """
          wanders: \(category.rawValue) is shown there as “\(written)”, which is read as \(read.rawValue), which is \
          shown there as “\(again)”
          """)
    }
  }

  /// Ended is shown as ended and nothing else is; done never as cancelled.
  private func honest(_ mapping: ConnectionMapping) -> [ConnectionFinding] {
    StatusCategory.allCases.compactMap { category in
      guard let shown = mapping.shows[category].flatMap(mapping.status) else { return nil }
      let flaw: (MappingFinding.Severity, ConnectionFinding.Flaw, String)? =
        if category.isEnded, !shown.category.isEnded {
          (.error, .endedAsOpen(category, shown), "shows work that is over as open")
        } else if !category.isEnded, shown.category.isEnded {
          (.error, .openAsEnded(category, shown), "shows work that is open as over")
        } else if category == .resolved || category == .closed, shown.category == .cancelled {
          (.error, .doneAsCancelled(category, shown), "shows work that was done as cancelled")
        } else if category.isWaiting, shown.category == .inProgress || shown.category == .new {
          (.warning, .waitingAsWorking(category, shown), "shows work that waits as work that goes on")
        } else {
          nil
        }
      return flaw.map {
        ConnectionFinding(
          $0.1, .honest, $0.0, at: "/shows/\(category.rawValue)", path: [category.rawValue, shown.name], detail: $0.2)
      }
    }
  }
}

extension StatusCategory {
  fileprivate var isWaiting: Bool {
    switch self {
    case .waitingForRequester, .waitingForPartner, .onHold: true
    case .new, .inProgress, .resolved, .closed, .cancelled: false
    }
  }
}

/// What the checker holds against a connection's mapping, with a counter-example.
package struct ConnectionFinding: Sendable, Equatable {
  /// What is wrong, for words in any language.
  package enum Flaw: Sendable, Equatable {
    case saysNothing(StatusCategory)
    /// Their status is there twice.
    case saidTwice(String)
    /// Their status is not there.
    case unread(String)
    /// A status is shown that is not among theirs.
    case unknownStatus(String)
    /// They demand a field with a status, and nothing goes into it.
    case lacks(field: String, status: String)
    case wanders(StatusCategory, written: String, read: StatusCategory, again: String)
    case endedAsOpen(StatusCategory, MappedStatus)
    case openAsEnded(StatusCategory, MappedStatus)
    case doneAsCancelled(StatusCategory, MappedStatus)
    case waitingAsWorking(StatusCategory, MappedStatus)
  }

  package let flaw: Flaw
  package let rule: MappingFinding.Rule
  package let severity: MappingFinding.Severity
  /// Where in the mapping, as a JSON pointer.
  package let pointer: String
  package let path: [String]
  package let detail: String

  init(
    _ flaw: Flaw, _ rule: MappingFinding.Rule, _ severity: MappingFinding.Severity, at pointer: String, path: [String],
    detail: String
  ) {
    self.flaw = flaw
    self.rule = rule
    self.severity = severity
    self.pointer = pointer
    self.path = path
    self.detail = detail
  }
}
