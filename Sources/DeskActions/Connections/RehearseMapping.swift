package import ConnectorKit
import Foundation
package import Storage
import StrictJSON
package import Ticketing

/// Tries another mapping over what has happened: what would have been understood otherwise of what the external desk said,
/// and what would be shown there otherwise of its tickets. Nothing is changed by it.
package struct RehearseMapping: Sendable {
  private let old: ConnectionMapping
  private let new: ConnectionMapping

  /// So many of the last things that were heard, and of the tickets that changed last, are looked at.
  package static let mostReports = 500
  package static let mostTickets = 200

  package init(from old: ConnectionMapping, to new: ConnectionMapping) {
    self.old = old
    self.new = new
  }

  /// - Parameter tx: of the desk that stands in for the external one.
  package func callAsFunction(in tx: any DeskReader) throws -> Rehearsal {
    let reports = try tx.latestReports(Self.mostReports)
    var query = TicketQuery()
    query.sort = .updatedDescending
    let tickets = try tx.tickets(query, PageRequest(limit: Self.mostTickets)).items
    var rehearsal = Rehearsal(reports: reports.count, tickets: tickets.count)
    for kept in reports {
      guard let report = try? Report(jsonBytes: kept.report) else { continue }
      for change in heard(report) { rehearsal.heard.append(.init(report: kept, change: change)) }
    }
    for ticket in tickets {
      for change in shown(ticket) { rehearsal.shown.append(.init(ticket: ticket.id, subject: ticket.subject, change)) }
    }
    return rehearsal
  }

  private func heard(_ report: Report) -> [Rehearsal.Change] {
    var changes: [Rehearsal.Change] = []
    if let status = report.status, old.status(status)?.category != new.status(status)?.category {
      changes.append(.meaning(status, old.status(status)?.category, new.status(status)?.category))
    }
    if let priority = report.priority, old.readsPriority[priority] != new.readsPriority[priority] {
      changes.append(.priority(priority, old.readsPriority[priority], new.readsPriority[priority]))
    }
    for isPublic in Set(report.comments.map(\.isPublic)).sorted(by: { $0 && !$1 }) {
      let (before, after) = (Self.heard(isPublic, old.hears), Self.heard(isPublic, new.hears))
      if before != after { changes.append(.comment(isPublic: isPublic, before, after)) }
    }
    return changes
  }

  private static func heard(_ isPublic: Bool, _ hears: HeardAudiences) -> HeardAudiences.Heard {
    isPublic ? hears.publicComments : hears.privateComments
  }

  private func shown(_ ticket: Ticket) -> [Rehearsal.Change] {
    var changes: [Rehearsal.Change] = []
    func name(_ mapping: ConnectionMapping) -> String? {
      mapping.native(of: ticket.status.name, ticket.status.category).map { mapping.status($0)?.name ?? $0 }
    }
    if name(old) != name(new) { changes.append(.status(ticket.status.category, name(old), name(new))) }
    let (before, after) = (old.writesPriority[ticket.priority], new.writesPriority[ticket.priority])
    if before != after { changes.append(.written(ticket.priority, before, after)) }
    return changes
  }
}

/// What a rehearsal found.
package struct Rehearsal: Sendable {
  package struct Heard: Sendable {
    package let report: KeptReport
    package let change: Change
  }

  package struct Shown: Sendable {
    package let ticket: TicketID
    package let subject: String
    package let change: Change

    init(ticket: TicketID, subject: String, _ change: Change) {
      self.ticket = ticket
      self.subject = subject
      self.change = change
    }
  }

  package enum Change: Sendable, Equatable {
    /// What a status of theirs means; nil where it is not known.
    case meaning(String, StatusCategory?, StatusCategory?)
    /// What a priority of theirs is here; nil where it changes nothing.
    case priority(String, Priority?, Priority?)
    case comment(isPublic: Bool, HeardAudiences.Heard, HeardAudiences.Heard)
    /// Which of their statuses a ticket is shown as there.
    case status(StatusCategory, String?, String?)
    /// Which of their priorities is written there.
    case written(Priority, String?, String?)
  }

  /// How many were looked at.
  package let reports: Int
  package let tickets: Int
  package var heard: [Heard] = []
  package var shown: [Shown] = []
}
