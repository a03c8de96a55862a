import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let ticketRecords = [
    ContractCase("a ticket comes back, with every optional value and with none") { trial in
      let desk = try await trial.desk()
      let agent = try desk.agent("ann@example.org")
      let team = Team(id: trial.newID(), name: "North", createdAt: trial.now)
      let requester = Requester(id: trial.newID(), email: nil, name: "Rita", createdAt: trial.now)
      let full = Ticket(
        id: trial.newID(), number: 1, subject: "Düse \u{1F525} \"'%_\\", description: "a\nb\u{0}c", type: .change,
        priority: .urgent, impact: .high, urgency: .low, status: desk.statuses.first(.onHold),
        hold: Hold(reason: "parts", until: trial.later(60)), requester: requester.id, assignee: agent.id,
        team: team.id, tags: ["b", "a"],
        fields: [
          "a": .text("ü"), "b": .number(1.5), "c": .flag(false), "d": .day("2026-02-03"), "e": .choices(["x", "y"]),
        ],
        site: Site(
          address: "Main 1", access: "code 4", contact: "Bo", phone: "1", device: "C3", serialNumber: "SN"),
        resolution: Resolution(code: .workaround, text: "glue"),
        ties: Ties(survivor: trial.newID(), source: trial.newID(), parent: trial.newID()), origin: .partner,
        createdAt: trial.now,
        updatedAt: trial.later(1), version: 7)
      let bare = desk.opened("Bare", number: 2)
      try await desk.write {
        try $0.put(agent)
        try $0.put(team)
        try $0.put(requester)
        try $0.insert(full)
        try $0.insert(bare)
      }
      #expect(try await desk.read { try $0.ticket(full.id) } == full)
      #expect(try await desk.read { try $0.ticket(number: 1) } == full)
      #expect(try await desk.read { try $0.ticket(bare.id) } == bare)
      #expect(try await desk.read { try $0.ticketCount(in: full.status.id) } == 1)
      try await trial.reopen()
      #expect(try await desk.read { try $0.tickets(TicketQuery(), PageRequest()) }.items.count == 2)
      #expect(try await desk.read { try $0.ticket(full.id) } == full)
    },
    ContractCase("a ticket is found by each thing that a list narrows by") { trial in
      let desk = try await trial.desk()
      let tagged = desk.opened("One", number: 1, tags: ["vip", "x"])
      let plain = desk.opened("Two", number: 2)
      let partnership = desk.partnership()
      let handoff = desk.handoff(of: plain.id, over: partnership.id)
      try await desk.write {
        for ticket in [tagged, plain] { try $0.insert(ticket) }
        try $0.put(partnership)
        try $0.put(handoff)
      }
      func found(_ narrow: @escaping @Sendable (inout TicketQuery) -> Void) async throws -> [Int] {
        try await desk.read { reader in
          var query = TicketQuery()
          narrow(&query)
          return try reader.tickets(query, PageRequest()).items.map(\.number)
        }
      }
      #expect(try await found { $0.tag = "vip" } == [1])
      #expect(try await found { $0.tag = "vi" } == [])
      #expect(try await found { $0.partnership = partnership.id } == [2])
      #expect(Set(try await found { $0.categories = [.new, .closed] }) == [1, 2])
      #expect(try await found { $0.categories = [.closed] } == [])
      #expect(Set(try await found { $0.assignee = .nobody }) == [1, 2])
      #expect(Set(try await found { $0.status = tagged.status.id }) == [1, 2])
      let moved = try await desk.write { transaction in
        var changes = TicketChanges()
        changes.tags = ["x"]
        guard var ticket = try transaction.lock(tagged.id)?.chained.ticket else { throw Refusal() }
        _ = ticket.apply(changes, at: trial.later(1))
        ticket.change(status: desk.statuses.first(.closed), at: trial.later(2))
        try transaction.update(ticket)
        return ticket
      }
      #expect(try await found { $0.tag = "vip" } == [])
      #expect(try await found { $0.categories = [.closed] } == [1])
      #expect(try await desk.read { try $0.ticket(tagged.id) } == moved)
    },
    ContractCase("a comment comes back, with every optional value and with none") { trial in
      let desk = try await trial.desk()
      let ticket = try await desk.ticket()
      let author = Author(
        kind: .requester, name: "Rita", desk: "Beta", agent: trial.newID(), role: "lead", ref: "r1")
      let full = Comment(
        id: trial.newID(), ticket: ticket.id, event: trial.newID(), body: "**ü**", format: .markdown,
        audience: .public, author: author, origin: .portal, createdAt: trial.now, editedAt: trial.later(1),
        retractedAt: trial.later(2), awaitsRelease: true, mergedFrom: 12)
      var bare = desk.comment("bare", on: ticket.id)
      try await desk.write { [bare] in
        try $0.put(full)
        try $0.put(bare)
      }
      try bare.edit(body: "else", at: trial.later(5))
      try await desk.write { [bare] in try $0.put(bare) }
      #expect(try await desk.read { try $0.comment(full.id) } == full)
      let event = bare.event
      #expect(try await desk.read { try $0.comment(event: event, on: ticket.id) } == bare)
    },
    ContractCase("an attachment comes back, with every optional value and with none") { trial in
      let desk = try await trial.desk()
      let ticket = try await desk.ticket()
      let (hash, comment) = (try trial.contentHash("a"), trial.newID(Ticketing.Comment.self))
      let files = [comment, nil].map { comment in
        Attachment(
          id: trial.newID(), ticket: ticket.id, comment: comment, event: trial.newID(), name: "../ü\u{202E}.txt",
          mediaType: "text/plain", bytes: 1 << 33, hash: hash, audience: .partner, author: desk.author,
          origin: .mail, createdAt: trial.now, mergedFrom: comment == nil ? nil : 3)
      }
      try await desk.write { for file in files { try $0.insert(file) } }
      for file in files {
        #expect(try await desk.read { try $0.attachment(file.id) } == file)
        #expect(try await desk.read { try $0.attachment(event: file.event, on: ticket.id) } == file)
      }
      let all = try await desk.read { try $0.attachments(on: ticket.id) }
      #expect(Set(all.map(\.id)) == Set(files.map(\.id)))
    },
    ContractCase("an event comes back, with every fact and with none, and every kind of it") { trial in
      let desk = try await trial.desk()
      let ticket = try await desk.ticket()
      let facts = EventFacts(
        from: "a", to: "b", text: "ü", until: trial.later(9), partner: "P", comment: trial.newID(),
        attachment: trial.newID(), audience: .partner, message: .recall,
        changes: [TicketChange(what: "tags", from: nil, to: "x")],
        ticket: TicketReference(id: trial.newID(), number: 9))
      let full = Event(
        id: trial.newID(), at: trial.now, kind: .void,
        actor: Author(kind: .system, name: "", desk: "Acme", agent: trial.newID(), role: "r", ref: "p"),
        origin: .connection, handoff: trial.newID(), facts: facts)
      let events = [full] + Event.Kind.allCases.map { desk.event($0) }
      try await desk.write { for event in events { try $0.append(event, to: ticket.id) } }
      let timeline = try await desk.read { try $0.timeline(of: ticket.id, afterSeq: 0, limit: 1_000) }
      #expect(timeline.map(\.event) == events)
      #expect(timeline.map(\.seq) == Array(1...events.count))
      let part = try await desk.read { try $0.timeline(of: ticket.id, afterSeq: 2, limit: 3) }
      #expect(part == Array(timeline[2..<5]))
    },
  ]
}
