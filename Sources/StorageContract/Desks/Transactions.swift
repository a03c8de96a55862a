import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let transactions = [
    ContractCase("a body that throws rolls back its own work, and what it throws comes out") { trial in
      let desk = try await trial.desk()
      let ticket = desk.opened("Lost", number: 1)
      await #expect(throws: Refusal(number: 3)) {
        try await desk.write { transaction in
          try transaction.insert(ticket)
          try transaction.append(desk.event(), to: ticket.id)
          throw Refusal(number: 3)
        }
      }
      #expect(try await desk.read { try $0.ticket(ticket.id) } == nil)
      #expect(try await desk.read { try $0.tickets(TicketQuery(), PageRequest()) }.items == [])
      #expect(try await desk.read { try $0.timeline(of: ticket.id, afterSeq: 0, limit: 9) } == [])
    },
    ContractCase("of many bodies at once, those that throw take nothing of the others' with them") { trial in
      let desk = try await trial.desk()
      let tickets = (1...60).map { desk.opened("Ticket\($0)", number: $0) }
      let kept = await withTaskGroup(of: Int?.self) { group in
        for ticket in tickets {
          group.addTask {
            do {
              return try await desk.write { transaction in
                try transaction.insert(ticket)
                try transaction.append(desk.event(.opened), to: ticket.id)
                guard ticket.number % 3 != 0 else { throw Refusal(number: ticket.number) }
                return ticket.number
              }
            } catch {
              #expect(error as? Refusal == Refusal(number: ticket.number))
              return nil
            }
          }
        }
        return await group.reduce(into: Set<Int>()) { kept, number in if let number { kept.insert(number) } }
      }
      #expect(kept == Set((1...60).filter { $0 % 3 != 0 }))
      try await trial.reopen()
      let found = try await desk.read { try $0.tickets(TicketQuery(), PageRequest(limit: 200)) }
      #expect(Set(found.items.map(\.number)) == kept)
      var query = TicketQuery()
      query.text = "ticket"
      let words = query
      let matched = try await desk.read { try $0.tickets(words, PageRequest(limit: 200)) }
      #expect(Set(matched.items.map(\.number)) == kept)
    },
    ContractCase("a body sees what it wrote itself") { trial in
      let desk = try await trial.desk()
      let ticket = desk.opened("Own", number: 1)
      let seen = try await desk.write { transaction in
        try transaction.insert(ticket)
        try transaction.append(desk.event(), to: ticket.id)
        return (
          try transaction.lock(ticket.id)?.chained.ticket,
          try transaction.timeline(of: ticket.id, afterSeq: 0, limit: 2).count
        )
      }
      #expect(seen.0 == ticket && seen.1 == 1)
    },
    ContractCase("ticket numbers and audit numbers have no gap and no double under 64 writers") { trial in
      let desk = try await trial.desk()
      let drafts = (0..<192).map { desk.opened("Draft \($0)", number: 0) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<64 {
          group.addTask {
            for draft in drafts[(writer * 3)..<(writer * 3 + 3)] {
              _ = try? await desk.write { transaction in
                _ = try transaction.nextTicketNumber()
                throw Refusal()
              }
              try await desk.write { transaction in
                try transaction.insert(draft.numbered(try transaction.nextTicketNumber()))
                try transaction.append(
                  AuditRecord(at: draft.createdAt, source: .system, action: "a.b", subject: "s"))
              }
            }
          }
        }
        try await group.waitForAll()
      }
      let numbers = try await desk.read { try $0.tickets(TicketQuery(), PageRequest(limit: 200)) }.items.map(\.number)
      #expect(numbers.sorted() == Array(1...192))
      let log = try await desk.read { try $0.audit(before: nil, limit: 500) }.map(\.seq)
      #expect(log == Array((1...192).reversed()))
    },
    ContractCase("a timeline has no gap and no double when many append at once") { trial in
      let desk = try await trial.desk()
      let tickets = [try await desk.ticket(), try await desk.ticket()]
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<100 {
          let ticket = tickets[number % 2]
          group.addTask {
            _ = try? await desk.write { transaction in
              guard try transaction.lock(ticket.id) != nil else { throw Refusal() }
              try transaction.append(desk.event(), to: ticket.id)
              if number % 5 == 0 { throw Refusal() }
            }
          }
        }
        try await group.waitForAll()
      }
      for ticket in tickets {
        let timeline = try await desk.read { try $0.timeline(of: ticket.id, afterSeq: 0, limit: 500) }
        #expect(timeline.map(\.seq) == Array(1...40))
        #expect(Set(timeline.map(\.event.id)).count == 40)
      }
    },
  ]

  static let uniqueness = [
    ContractCase("an address belongs to one agent and one requester of a desk, in any case; another desk has its own") {
      trial in
      let (desk, other) = (try await trial.desk("acme"), try await trial.desk("beta"))
      let (first, second) = (try desk.agent("Änne@example.org"), try desk.agent("äNNE@Example.ORG"))
      try await desk.write { try $0.put(first) }
      await expectConstraint { try await desk.write { try $0.put(second) } }
      try await other.write { try $0.put(second) }
      #expect(try await desk.read { try $0.agent(second.id) } == nil)
      let requesters = try ["r@example.org", "R@EXAMPLE.org"].map {
        Requester(id: trial.newID(), email: try trial.email($0), name: "R", createdAt: trial.now)
      }
      try await desk.write { try $0.put(requesters[0]) }
      await expectConstraint { try await desk.write { try $0.put(requesters[1]) } }
      try await other.write { try $0.put(requesters[1]) }
    },
    ContractCase("names of teams and customers, keys of fields and numbers of tickets are taken once in a desk") {
      trial in
      let desk = try await trial.desk()
      func twice(_ put: @escaping @Sendable (any DeskTransaction, Int) throws -> Void) async throws {
        try await desk.write { try put($0, 0) }
        await expectConstraint { try await desk.write { try put($0, 1) } }
      }
      let teams = ["Süd", "SÜD"].map { Team(id: trial.newID(), name: $0, createdAt: trial.now) }
      try await twice { try $0.put(teams[$1]) }
      let customers = ["Zoo", "ZOO"].map { Customer(id: trial.newID(), name: $0, createdAt: trial.now) }
      try await twice { try $0.put(customers[$1]) }
      let fields = ["A", "B"].map { FieldDefinition(id: trial.newID(), key: "k", name: $0, kind: .text) }
      try await twice { try $0.put(fields[$1]) }
      let tickets = [desk.opened("A", number: 5), desk.opened("B", number: 5)]
      try await twice { try $0.insert(tickets[$1]) }
    },
    ContractCase("what refers to nothing is refused") { trial in
      let desk = try await trial.desk()
      let comment = desk.comment("lost", on: trial.newID())
      await expectConstraint { try await desk.write { try $0.put(comment) } }
      let event = desk.event()
      await expectConstraint { try await desk.write { try $0.append(event, to: comment.ticket) } }
      await expectConstraint { try await desk.write { try $0.update(desk.opened("none", number: 3)) } }
      let handoff = desk.handoff(of: comment.ticket, over: trial.newID())
      await expectConstraint { try await desk.write { try $0.put(handoff) } }
      let status = desk.statuses.first(.new).id
      _ = try await desk.ticket()
      await expectConstraint { try await desk.write { try $0.remove(status) } }
    },
  ]

  static func expectConstraint(
    _ body: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    do {
      try await body()
      Issue.record("it was kept", sourceLocation: sourceLocation)
    } catch StorageError.constraint {
      return
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
  }
}
