import Foundation
import Ticketing

/// Fills a database's index of words with the texts of tickets and comments, as their rows come in.
struct SearchFilling {
  private let target: any SQLConnection
  private let dialect: any SQLDialect
  private var ordinals: [UUID: Int] = [:]
  /// Numbers of the tickets that were spoken of last.
  private var numbers: [UUID: Int] = [:]

  private static let mostNumbers = 10_000

  init(_ target: any SQLConnection, _ dialect: any SQLDialect) {
    self.target = target
    self.dialect = dialect
  }

  /// Takes rows that were just written, in the same transaction. Of other tables it takes nothing.
  mutating func take(_ rows: [[SQLValue]], of table: Table) throws {
    switch table.name {
    case "tickets": for row in rows { try take(ticket: table.named(row)) }
    case "comments": for row in rows { try take(comment: table.named(row)) }
    default: break
    }
  }

  private mutating func take(ticket row: [String: SQLValue]) throws {
    guard case .text(let subject)? = row["subject"], case .text(let description)? = row["description"],
      case .uuid(let id)? = row["id"], case .integer(let number)? = row["number"]
    else { return }
    let text = Ticket.searchedText(subject: subject, description: description)
    try index(text, part: 0, ofTicket: id, number: Int(number), row)
  }

  private mutating func take(comment row: [String: SQLValue]) throws {
    guard case .text(let body)? = row["body"], !body.isEmpty, case .integer(let part)? = row["number"],
      case .uuid(let ticket)? = row["ticket_id"], let tenant = row["tenant_id"]
    else { return }
    if numbers.count > Self.mostNumbers { numbers = [:] }
    let known = try numbers[ticket] ?? target.first(TicketSQL.number, [tenant, .uuid(ticket)]) { $0.count() }
    guard let known else { return }
    numbers[ticket] = known
    try index(body, part: Int(part), ofTicket: ticket, number: known, row)
  }

  private mutating func index(
    _ text: String, part: Int, ofTicket id: UUID, number: Int, _ row: [String: SQLValue]
  ) throws {
    guard case .uuid(let tenant)? = row["tenant_id"] else { return }
    if ordinals.isEmpty {
      for (tenant, ordinal) in try target.rows(SearchedTextSQL.desks, [], { (try $0.id(Tenant.self), $0.count()) }) {
        ordinals[tenant.uuid] = ordinal
      }
    }
    guard let ordinal = ordinals[tenant] else { return }
    let desk = SearchedDesk(tenant: TenantID(tenant), ordinal: ordinal)
    let change = SearchChange(
      desk: desk, ticket: TicketID(id), ticketNumber: number, part: part, old: "", new: text)
    try dialect.index([change], on: target)
  }
}

extension Table {
  /// A row's values by the names of their columns.
  fileprivate func named(_ row: [SQLValue]) -> [String: SQLValue] {
    Dictionary(zip(columns.map(\.name), row)) { first, _ in first }
  }
}
