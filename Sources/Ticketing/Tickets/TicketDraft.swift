package import Foundation

/// What a new ticket is made from.
package struct TicketDraft: Sendable, Equatable {
  package var subject: String
  package var description: String
  package var type: TicketType
  package var priority: Priority?
  package var impact: Level?
  package var urgency: Level?
  package var status: Status?
  /// Left out where the status is not on hold.
  package var hold: Hold?
  package var requester: RequesterID?
  package var team: TeamID?
  package var assignee: AgentID?
  package var tags: [String]
  package var fields: [String: FieldValue]
  package var site: Site?
  package var ties: Ties

  package init(
    subject: String, description: String = "", type: TicketType = .incident, priority: Priority? = nil,
    impact: Level? = nil, urgency: Level? = nil, status: Status? = nil, hold: Hold? = nil,
    requester: RequesterID? = nil, team: TeamID? = nil, assignee: AgentID? = nil, tags: [String] = [],
    fields: [String: FieldValue] = [:],
    site: Site? = nil, ties: Ties = Ties()
  ) {
    self.subject = subject
    self.description = description
    self.type = type
    self.priority = priority
    self.impact = impact
    self.urgency = urgency
    self.status = status
    self.hold = hold
    self.requester = requester
    self.team = team
    self.assignee = assignee
    self.tags = tags
    self.fields = fields
    self.site = site
    self.ties = ties
  }
}

extension Ticket {
  /// Opens a ticket; without a status it begins in the desk's first new one, without a priority impact × urgency decides.
  package init(
    opening draft: TicketDraft, id: TicketID, number: Int, origin: Origin, statuses: StatusBook, at now: Date
  ) {
    var priority = draft.priority
    if priority == nil, let impact = draft.impact, let urgency = draft.urgency {
      priority = PriorityMatrix.priority(impact: impact, urgency: urgency)
    }
    let status = draft.status ?? statuses.first(.new)
    self.init(
      id: id, number: number, subject: draft.subject, description: draft.description, type: draft.type,
      priority: priority ?? .normal, impact: draft.impact, urgency: draft.urgency,
      status: status, hold: status.category == .onHold ? draft.hold : nil, requester: draft.requester,
      assignee: draft.assignee, team: draft.team, tags: draft.tags, fields: draft.fields, site: draft.site,
      resolution: nil, ties: draft.ties, origin: origin,
      createdAt: now, updatedAt: now, version: 1)
  }
}
