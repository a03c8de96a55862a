import DeskActions
import Federation
import Storage
import StrictJSON
import Ticketing

/// Which tickets a list is asked for, in the words of a query.
struct TicketFilters {
  static let parameters: [QueryParameter] = [
    QueryParameter("status", "The id or name of a status."),
    QueryParameter("category", "Categories of status, with commas between them.", .categories),
    QueryParameter("assignee", "An agent's id, address or name, `me`, or `none`."),
    QueryParameter("priority", "A priority.", .choice(of: Priority.self)),
    QueryParameter("team", "The id or name of a team."),
    QueryParameter("requester", "A requester's id, address or name."),
    QueryParameter("tag", "A tag.", .line(max: Limits.tagBytes)),
    QueryParameter("partnership", "Tickets that came or went over this partnership, by its id or the partner's name."),
    QueryParameter(
      "partner_number", "The number by which a neighbour in the chain calls the ticket.",
      .integer(in: numbers)),
    QueryParameter(
      "handed_over", "`true` for those that this desk handed over and has not settled yet.", .choice(["true", "false"])),
    QueryParameter(
      "q", "Words that all occur in subject, description or comments, each as a word's beginning.",
      .line(max: Limits.subjectBytes)),
    QueryParameter(
      "sort", "By what the list is ordered; a hyphen turns it around.", .choice(of: TicketQuery.Sort.self)),
  ]

  private static let numbers = 1...999_999_999
  /// Whether what is asked for depends on who asks.
  static func name(whoAsks call: Call) -> Bool { call.text("assignee") == "me" }

  private enum Truth: String, CaseIterable { case `true`, `false` }

  let call: Call
  let tx: any DeskReader

  /// - Throws: a 422 for what this desk does not have.
  func query() throws -> TicketQuery {
    var query = TicketQuery()
    query.status = try call.text("status").map { try tx.status(like: $0, at: "status").id }
    query.categories = try categories()
    query.assignee = try call.text("assignee").map(assignee)
    query.priority = try call.choice("priority", of: Priority.self)
    query.isHandedOver = try call.choice("handed_over", of: Truth.self) == .true
    query.team = try call.text("team").map { try tx.team(like: $0, at: "team").id }
    query.requester = try call.text("requester").map { try tx.requester(like: $0, at: "requester").id }
    query.tag = try line("tag", max: Limits.tagBytes)
    query.partnership = try call.text("partnership").map { try tx.partnership(like: $0, at: "partnership").id }
    query.partnerNumber = try call.text("partner_number").map(number)
    query.text = try line("q", max: Limits.subjectBytes)
    query.sort = try call.choice("sort", of: TicketQuery.Sort.self) ?? .created
    return query
  }

  private func categories() throws -> [StatusCategory] {
    try (call.text("category") ?? "").split(separator: ",").map { word in
      guard let category = StatusCategory(rawValue: String(word)) else {
        let all = StatusCategory.allCases.map(\.rawValue).joined(separator: ", ")
        throw InvalidInput("category", "is not one of: \(all)")
      }
      return category
    }
  }

  private func assignee(_ text: String) throws -> TicketQuery.Assignee {
    switch text {
    case "me": return .agent(try call.actor.agent)
    case "none": return .nobody
    case _: return .agent(try tx.agent(like: text, at: "assignee", mayHaveLeft: true).id)
    }
  }

  private func number(_ text: String) throws -> Int {
    guard let number = Int(text), Self.numbers.contains(number) else {
      throw InvalidInput("partner_number", "is not a ticket's number")
    }
    return number
  }

  private func line(_ name: String, max limit: Int) throws -> String? {
    guard let text = call.text(name) else { return nil }
    do throws(JSONProblem.Reason) {
      let line = try TextRule.line(text, max: limit, mayBeEmpty: true)
      return line.isEmpty ? nil : line
    } catch {
      throw InvalidInput(name, "\(error)")
    }
  }
}

extension Schema {
  fileprivate static let categories: Schema = {
    let one = "(" + StatusCategory.allCases.map(\.rawValue).joined(separator: "|") + ")"
    return Schema(["type": "string", "pattern": .string("^,*(\(one)(,+\(one))*,*)?$")])
  }()
}
