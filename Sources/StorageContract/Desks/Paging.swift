import Federation
import Foundation
import Storage
import Testing
import Ticketing

/// A list of a desk's, and how it grows.
private struct GrowingList: Sendable {
  let name: String
  /// Adds the n-th item, and says its id.
  let add: @Sendable (Int) async throws -> UUID
  let read: @Sendable (any DeskReader, PageRequest) throws -> (ids: [UUID], next: PagePosition?)

  init(
    _ name: String, add: @escaping @Sendable (Int) async throws -> UUID,
    read: @escaping @Sendable (any DeskReader, PageRequest) throws -> (ids: [UUID], next: PagePosition?)
  ) {
    self.name = name
    self.add = add
    self.read = read
  }

  /// Walks over the list page by page while it grows.
  func expectWhole(of desk: TrialDesk) async throws {
    var added: Set<UUID> = []
    for number in 0..<10 { added.insert(try await add(number)) }
    let whole = try await desk.read { try read($0, PageRequest(limit: 200)).ids }
    #expect(Set(whole) == added && whole.count == 10, "\(name)")

    var seen: [UUID] = []
    var request: PageRequest? = PageRequest(limit: 3)
    var number = 10
    while let page = request, number < 40 {
      let (ids, next) = try await desk.read { try read($0, page) }
      #expect(ids.count == 3 || next == nil, "\(name)")
      seen += ids
      request = next.map { PageRequest(limit: 3, after: $0) }
      // What comes in between may be seen or not, but moves nothing else.
      if number < 13 { added.insert(try await add(number)) }
      number += 1
    }
    #expect(Set(seen).count == seen.count, "\(name) doubles something")
    #expect(seen.filter(Set(whole).contains) == whole, "\(name) loses something or its order")
    #expect(Set(seen).isSubset(of: added), "\(name)")
  }
}

extension Contract {
  static let paging = [
    ContractCase("a list of people walked page by page loses and doubles nothing while it grows") { trial in
      let desk = try await trial.desk()
      try await GrowingList("agents") { number in
        let agent = try desk.agent("a\(number)@example.org")
        return try await desk.write {
          try $0.put(agent); return agent.id.uuid
        }
      } read: { reader, page in
        let page = try reader.agents(page)
        return (page.items.map(\.id.uuid), page.next)
      }.expectWhole(of: desk)
      try await GrowingList("teams") { number in
        let team = Team(id: trial.newID(), name: "Team \(number)", createdAt: trial.now)
        return try await desk.write {
          try $0.put(team); return team.id.uuid
        }
      } read: { reader, page in
        let page = try reader.teams(page)
        return (page.items.map(\.id.uuid), page.next)
      }.expectWhole(of: desk)
      try await GrowingList("customers") { number in
        let customer = Customer(id: trial.newID(), name: "Customer \(number)", createdAt: trial.now)
        return try await desk.write {
          try $0.put(customer); return customer.id.uuid
        }
      } read: { reader, page in
        let page = try reader.customers(page)
        return (page.items.map(\.id.uuid), page.next)
      }.expectWhole(of: desk)
      try await GrowingList("requesters") { number in
        let requester = Requester(id: trial.newID(), email: nil, name: "R", createdAt: trial.now)
        return try await desk.write {
          try $0.put(requester); return requester.id.uuid
        }
      } read: { reader, page in
        let page = try reader.requesters(page)
        return (page.items.map(\.id.uuid), page.next)
      }.expectWhole(of: desk)
    },
    ContractCase("a list of tickets walked page by page, in every order, loses and doubles nothing") { trial in
      for (place, sort) in TicketQuery.Sort.allCases.enumerated() {
        let desk = try await trial.desk("desk\(place)")
        var query = TicketQuery()
        query.sort = sort
        let wanted = query
        try await GrowingList("tickets by \(sort)") { number in
          // Many stand at the same place.
          let ticket = Ticket(
            opening: TicketDraft(subject: "T", priority: number % 2 == 0 ? .low : .high), id: trial.newID(),
            number: number + 1, origin: .here, statuses: desk.statuses, at: trial.later(Double(number / 4)))
          return try await desk.write {
            try $0.insert(ticket); return ticket.id.uuid
          }
        } read: { reader, page in
          let page = try reader.tickets(wanted, page)
          return (page.items.map(\.id.uuid), page.next)
        }.expectWhole(of: desk)
        let all = try await desk.read { try $0.tickets(wanted, PageRequest(limit: 200)) }.items
        #expect(all.map { sort.key(of: $0) } == all.map { sort.key(of: $0) }.sorted(), "\(sort)")
      }
    },
    ContractCase("a list of handoffs with their tickets, in every order, loses and doubles nothing") { trial in
      for (place, order) in HandoffLineQuery.Order.allCases.enumerated() {
        let desk = try await trial.desk("desk\(place)")
        let (ticket, partnership) = (try await desk.ticket(), desk.partnership())
        try await desk.write { try $0.put(partnership) }
        let wanted = HandoffLineQuery(.delegator, [.offered, .accepted], order)
        try await GrowingList("handoffs by \(order)") { number in
          // Some are to be answered at the same time, some at none.
          let handoff = desk.handoff(
            of: ticket.id, over: partnership.id, state: number % 2 == 0 ? .offered : .accepted,
            respondBy: number % 3 == 0 ? nil : trial.later(Double(number / 4)))
          return try await desk.write {
            try $0.put(handoff); return handoff.id.uuid
          }
        } read: { reader, page in
          let page = try reader.handoffLines(wanted, page)
          return (page.items.map(\.handoff.id.uuid), page.next)
        }.expectWhole(of: desk)
        let all = try await desk.read { try $0.handoffLines(wanted, PageRequest(limit: 200)) }.items
        let times = all.map { $0.handoff.respondBy ?? .distantFuture }
        #expect(order == .latest || times == times.sorted(), "\(order)")
      }
    },
    ContractCase("a conversation walked page by page loses and doubles nothing") { trial in
      let desk = try await trial.desk()
      let ticket = try await desk.ticket()
      try await GrowingList("comments") { number in
        let comment = desk.comment("\(number)", on: ticket.id, at: trial.later(Double(number / 4)))
        return try await desk.write {
          try $0.put(comment); return comment.id.uuid
        }
      } read: { reader, page in
        let page = try reader.comments(on: ticket.id, page)
        return (page.items.map(\.id.uuid), page.next)
      }.expectWhole(of: desk)
    },
    ContractCase("lists of partnerships, handoffs, deliveries and tokens lose and double nothing") { trial in
      let desk = try await trial.desk()
      let (ticket, partnership) = (try await desk.ticket(), desk.partnership())
      let agent = try desk.agent("ann@example.org")
      try await desk.write { try $0.put(agent) }
      try await GrowingList("partnerships") { number in
        let partnership = desk.partnership("P\(number)")
        return try await desk.write {
          try $0.put(partnership); return partnership.id.uuid
        }
      } read: { reader, page in
        let page = try reader.partnerships(page)
        return (page.items.map(\.id.uuid), page.next)
      }.expectWhole(of: desk)
      try await desk.write { try $0.put(partnership) }
      try await GrowingList("handoffs") { _ in
        let handoff = desk.handoff(of: ticket.id, over: partnership.id)
        return try await desk.write {
          try $0.put(handoff); return handoff.id.uuid
        }
      } read: { reader, page in
        let page = try reader.handoffs(HandoffQuery(), page)
        return (page.items.map(\.id.uuid), page.next)
      }.expectWhole(of: desk)
      try await GrowingList("deliveries") { number in
        let lane = LaneID.partnership(partnership.id)
        let delivery = try desk.delivery(on: lane, over: partnership.id, seq: number + 1)
        return try await desk.write {
          try $0.enqueue(delivery); return delivery.id.uuid
        }
      } read: { reader, page in
        let page = try reader.deliveries(DeliveryQuery(), page)
        return (page.items.map(\.id.uuid), page.next)
      }.expectWhole(of: desk)
      try await GrowingList("tokens") { number in
        let token = TokenRecord(
          id: trial.newID(), agent: agent.id, label: "t", secretHash: [UInt8(number)], createdAt: trial.now,
          expiresAt: nil)
        return try await desk.write {
          try $0.put(token); return token.id.uuid
        }
      } read: { reader, page in
        let page = try reader.tokens(page)
        return (page.items.map(\.id.uuid), page.next)
      }.expectWhole(of: desk)
    },
  ]
}

extension TicketQuery.Sort {
  /// What rises along the list.
  fileprivate func key(of ticket: Ticket) -> Double {
    let rank = Double(Priority.allCases.firstIndex(of: ticket.priority) ?? 0)
    return switch self {
    case .created: ticket.createdAt.timeIntervalSince1970
    case .createdDescending: -ticket.createdAt.timeIntervalSince1970
    case .updated: ticket.updatedAt.timeIntervalSince1970
    case .updatedDescending: -ticket.updatedAt.timeIntervalSince1970
    case .priority: rank
    case .priorityDescending: -rank
    }
  }
}
