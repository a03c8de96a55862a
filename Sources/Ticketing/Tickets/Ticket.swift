package import Foundation

/// A piece of work at one desk: an incident, a request, a problem or a change.
package struct Ticket: Sendable, Equatable {
  package let id: TicketID
  /// What people say on the telephone; counts up from 1 at each desk.
  package let number: Int
  package private(set) var subject: String
  package private(set) var description: String
  package private(set) var type: TicketType
  package private(set) var priority: Priority
  package private(set) var impact: Level?
  package private(set) var urgency: Level?
  package private(set) var status: Status
  package private(set) var hold: Hold?
  package private(set) var requester: RequesterID?
  package private(set) var assignee: AgentID?
  package private(set) var team: TeamID?
  package private(set) var tags: [String]
  /// By the key of the field's definition.
  package private(set) var fields: [String: FieldValue]
  package private(set) var site: Site?
  package private(set) var resolution: Resolution?
  package private(set) var ties: Ties
  package let origin: Origin
  package let createdAt: Date
  package private(set) var updatedAt: Date
  /// Counts the changes; the ticket's entity tag.
  package private(set) var version: Int

  package init(
    id: TicketID, number: Int, subject: String, description: String, type: TicketType, priority: Priority,
    impact: Level?, urgency: Level?, status: Status, hold: Hold?, requester: RequesterID?, assignee: AgentID?,
    team: TeamID?, tags: [String], fields: [String: FieldValue], site: Site?, resolution: Resolution?,
    ties: Ties = Ties(), origin: Origin, createdAt: Date, updatedAt: Date, version: Int
  ) {
    self.id = id
    self.number = number
    self.subject = subject
    self.description = description
    self.type = type
    self.priority = priority
    self.impact = impact
    self.urgency = urgency
    self.status = status
    self.hold = hold
    self.requester = requester
    self.assignee = assignee
    self.team = team
    self.tags = tags
    self.fields = fields
    self.site = site
    self.resolution = resolution
    self.ties = ties
    self.origin = origin
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.version = version
  }
}

extension Ticket {
  /// Moves the ticket to another of the desk's statuses.
  ///
  /// Whether the desk may do so at all is for `Federation` to say: only the desk that holds the baton moves the status.
  /// A ticket that is open again is merged into nothing any more.
  package mutating func change(status: Status, hold: Hold? = nil, at now: Date) {
    self.status = status
    self.hold = status.category == .onHold ? hold : nil
    if !status.category.isEnded {
      resolution = nil
      ties.survivor = nil
    }
    touch(at: now)
  }

  package mutating func resolve(with resolution: Resolution, status: Status, at now: Date) {
    change(status: status, at: now)
    self.resolution = resolution
    touch(at: now)
  }

  /// Keeps what the partner says was done, while the ticket comes back to be verified.
  package mutating func note(resolution: Resolution, at now: Date) {
    self.resolution = resolution
    touch(at: now)
  }

  package mutating func prioritise(_ priority: Priority, at now: Date) {
    self.priority = priority
    touch(at: now)
  }

  package mutating func set(fields: [String: FieldValue], at now: Date) {
    self.fields.merge(fields) { _, new in new }
    touch(at: now)
  }

  package mutating func set(site: Site?, at now: Date) {
    self.site = site
    touch(at: now)
  }

  package mutating func assign(team: TeamID?, assignee: AgentID?, at now: Date) {
    self.team = team
    self.assignee = assignee
    touch(at: now)
  }

  /// Ends the ticket as a double of another one; an ended one stays in the status that it has.
  package mutating func merge(into survivor: TicketReference, at now: Date) {
    resolution = Resolution(code: .duplicate, text: "Merged into #\(survivor.number).")
    ties.survivor = survivor.id
    touch(at: now)
  }

  package mutating func move(under parent: TicketID, at now: Date) {
    ties.parent = parent
    touch(at: now)
  }

  /// Says that something about the ticket changed: it moves up in lists, and its entity tag changes.
  package mutating func touch(at now: Date) {
    updatedAt = max(updatedAt, now)
    version += 1
  }
}

extension Ticket {
  /// Applies what a person edits, but for the status, and tells what became different.
  package mutating func apply(_ changes: TicketChanges, at now: Date) -> [TicketChange] {
    let before = self
    if let subject = changes.subject { self.subject = subject }
    if let description = changes.description { self.description = description }
    if let type = changes.type { self.type = type }
    if let impact = changes.impact { self.impact = impact.value }
    if let urgency = changes.urgency { self.urgency = urgency.value }
    if let priority = changes.priority {
      self.priority = priority
    } else if changes.impact != nil || changes.urgency != nil, let impact, let urgency {
      priority = PriorityMatrix.priority(impact: impact, urgency: urgency)
    }
    if let requester = changes.requester { self.requester = requester.value }
    if let team = changes.team { self.team = team.value }
    if let assignee = changes.assignee { self.assignee = assignee.value }
    if let tags = changes.tags { self.tags = tags }
    if let site = changes.site { self.site = site.value }
    for (key, value) in changes.fields { fields[key] = value.value }
    let differences = TicketChange.between(before, self)
    if !differences.isEmpty { touch(at: now) }
    return differences
  }
}
