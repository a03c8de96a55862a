import ArgumentParser
import DeskActions
import Foundation
import SQLStorage
import SQLiteEngine
import Storage
import Ticketing

/// A desk with years of work in it: one ticket in ten is open, the others are closed.
struct FilledDesk {
  let hub: SQLiteHub
  let slug: String

  private static let ticketsInCommit = 1_000
  private static let contacts = 500
  private static let secondsBetweenTickets = 30.0

  func fill(to count: Int) async throws {
    guard let tenant = try await hub.tenant(slug: slug) else { throw ValidationError("There is no desk “\(slug)”.") }
    let worker = try await hub.read(in: tenant.id) { try Self.worker(at: tenant.id, in: $0) }
    guard let worker else { throw ValidationError("“\(slug)” has nobody who could open tickets.") }
    let end = Date()
    var opened = try await hub.read(in: tenant.id) { tx in
      try tx.tickets(TicketQuery(newestFirst: ()), PageRequest(limit: 1)).items.first?.number ?? 0
    }
    while opened < count {
      let numbers = opened..<min(opened + Self.ticketsInCommit, count)
      try await hub.write(in: tenant.id) { tx in
        for number in numbers {
          let prose = Prose(of: number, among: count)
          // The newest was opened just now.
          let age = Double(count - number) * Self.secondsBetweenTickets
          var moment = Moment(now: end.addingTimeInterval(-age), seed: UInt64(number))
          _ = try OpenTicket(input(prose, tx)).perform(by: worker, in: tx, &moment)
        }
      }
      opened = numbers.upperBound
    }
  }

  private static func worker(at tenant: TenantID, in tx: any DeskReader) throws -> Actor? {
    try tx.agents(PageRequest(limit: 1)).items.first.map {
      Actor(tenant: tenant, agent: $0.id, name: $0.name, role: $0.role)
    }
  }

  private func input(_ prose: Prose, _ tx: any DeskTransaction) throws -> TicketInput {
    var input = TicketInput()
    input.changes.subject = prose.subject
    input.changes.description = prose.description
    input.changes.priority = prose.pick(Priority.allCases)
    let open: [StatusCategory] = [.new, .inProgress, .waitingForRequester, .onHold]
    let category = prose.roll(10) == 0 ? prose.pick(open) : .closed
    input.status = try tx.statuses().first(category).id.description
    let contact = prose.roll(Self.contacts)
    input.requester = .to(
      .init(email: EmailAddress("contact\(contact)@customer.example"), name: "Contact \(contact)", phone: nil))
    return input
  }
}

extension TicketQuery {
  fileprivate init(newestFirst _: Void) {
    self.init()
    sort = .createdDescending
  }
}
