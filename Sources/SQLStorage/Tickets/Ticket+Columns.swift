import Foundation
import Storage
import Ticketing

extension Priority {
  /// How priorities sort: low first.
  var rank: Int64 {
    switch self {
    case .low: 0
    case .normal: 1
    case .high: 2
    case .urgent: 3
    }
  }

  init(rank: Int64) throws(StorageError) {
    guard let priority = Priority.allCases.first(where: { $0.rank == rank }) else {
      throw .corrupt("\(rank) is no priority")
    }
    self = priority
  }
}

extension Ticket {
  init(_ columns: inout Columns, statuses: StatusBook) throws {
    self.init(
      id: try columns.id(), number: columns.count(), subject: columns.text(), description: columns.text(),
      type: try columns.word(), priority: try Priority(rank: columns.integer()), impact: try columns.maybeWord(),
      urgency: try columns.maybeWord(), status: try Ticket.status(try columns.id(), statuses),
      hold: Ticket.hold(&columns), requester: try columns.maybeID(), assignee: try columns.maybeID(),
      team: try columns.maybeID(), tags: try columns.words(), fields: try columns.maybeJSON() ?? [:],
      site: try columns.maybeJSON(), resolution: try Ticket.resolution(&columns),
      ties: Ties(survivor: try columns.maybeID(), source: try columns.maybeID(), parent: try columns.maybeID()),
      origin: try columns.word(), createdAt: columns.date(), updatedAt: columns.date(), version: columns.count())
  }

  static func status(_ id: StatusID, _ statuses: StatusBook) throws -> Status {
    guard let status = statuses[id] else { throw StorageError.corrupt("a ticket stands in no status of its desk") }
    return status
  }

  private static func hold(_ columns: inout Columns) -> Hold? {
    let isHeld = columns.flag()
    let hold = Hold(reason: columns.maybeText(), until: columns.maybeDate())
    return isHeld ? hold : nil
  }

  private static func resolution(_ columns: inout Columns) throws -> Resolution? {
    let code: ResolutionCode? = try columns.maybeWord()
    let text = columns.maybeText()
    return code.map { Resolution(code: $0, text: text ?? "") }
  }

  /// What may change, in the order in which both statements that write a ticket take it.
  var changingValues: [SQLValue] {
    get throws {
      [
        .text(subject), .text(description), .word(type), .integer(priority.rank), .word(impact), .word(urgency),
        .id(status.id), .word(status.category), .flag(hold != nil), .text(hold?.reason), .date(hold?.until),
        .id(requester), .id(assignee), .id(team), tagValue, try .json(unlessEmpty: fields), try .json(maybe: site),
        .word(resolution?.code), .text(resolution?.text), .id(ties.survivor), .id(ties.parent),
      ]
    }
  }

  var tagValue: SQLValue { .words(tags) }

  /// The ticket's own words, for the search.
  var searchedText: String { Ticket.searchedText(subject: subject, description: description) }

  static func searchedText(subject: String, description: String) -> String {
    description.isEmpty ? subject : subject + "\n" + description
  }
}
