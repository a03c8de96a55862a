/// What a person wants different about a ticket; nil leaves a thing as it is.
package struct TicketChanges: Sendable, Equatable {
  package var subject: String?
  package var description: String?
  package var type: TicketType?
  /// Set by hand; left out, impact × urgency decides where one of them changes.
  package var priority: Priority?
  package var impact: Setting<Level>?
  package var urgency: Setting<Level>?
  package var requester: Setting<RequesterID>?
  package var team: Setting<TeamID>?
  package var assignee: Setting<AgentID>?
  package var tags: [String]?
  package var site: Setting<Site>?
  package var fields: [String: Setting<FieldValue>] = [:]

  package init() {}
}

/// A value that somebody sets or clears.
package enum Setting<Value: Sendable & Equatable>: Sendable, Equatable {
  case to(Value)
  case cleared

  package var value: Value? {
    switch self {
    case .to(let value): value
    case .cleared: nil
    }
  }
}

/// One thing that became different, in words for the timeline.
package struct TicketChange: Sendable, Equatable, Codable {
  package let what: String
  package let from: String?
  package let to: String?

  package init(what: String, from: String?, to: String?) {
    self.what = what
    self.from = from
    self.to = to
  }

  static func between(_ old: Ticket, _ new: Ticket) -> [TicketChange] {
    var changes: [TicketChange] = []
    func compare(_ what: String, _ from: String?, _ to: String?) {
      if from != to { changes.append(TicketChange(what: what, from: from, to: to)) }
    }
    compare("subject", old.subject, new.subject)
    compare("description", old.description, new.description)
    compare("type", old.type.rawValue, new.type.rawValue)
    compare("priority", old.priority.rawValue, new.priority.rawValue)
    compare("impact", old.impact?.rawValue, new.impact?.rawValue)
    compare("urgency", old.urgency?.rawValue, new.urgency?.rawValue)
    compare("requester", old.requester?.description, new.requester?.description)
    compare("team", old.team?.description, new.team?.description)
    compare("assignee", old.assignee?.description, new.assignee?.description)
    compare("tags", old.tags.joined(separator: ", "), new.tags.joined(separator: ", "))
    if old.site != new.site {
      changes.append(TicketChange(what: "site", from: old.site?.address, to: new.site?.address))
    }
    for key in Set(old.fields.keys).union(new.fields.keys).sorted() {
      compare("fields.\(key)", old.fields[key]?.text, new.fields[key]?.text)
    }
    return changes
  }
}
