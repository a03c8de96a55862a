import DeskActions
import Federation
import Foundation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Sending a comment with files", .timeLimit(.minutes(10)))
struct SendingTests {
  @Test("brings the files with the comment to the partner")
  func filesGoAlong() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      let file = try await desks.stored("report.txt", at: desks.acme)
      let sent = try await desks.act(
        SendComment(WriteComment(ticket, body: "see the report", audience: .partner), with: [file]), desks.acme.agent)
      try await desks.carry()
      let there = try await desks.handoff(handoff, at: desks.fieldworks).ticket
      let (comments, files) = try await desks.hub.read(in: desks.fieldworks.tenant) { tx in
        (try tx.comments(on: there, PageRequest()).items, try tx.attachments(on: there))
      }
      #expect(comments.map(\.event) == [sent.event])
      #expect(files.map(\.name) == ["report.txt"] && files.first?.comment == comments.first?.id)
    }
  }

  @Test("puts it after what was said before, at both desks, though the clock stood still or was put back")
  func staysInOrder() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      var said: [EventID] = []
      let jumps: [TimeInterval] = [0, 0, -1, -3_600, 0, 7_200, -315_360_000]
      for seconds in jumps {
        desks.clock.pass(seconds: seconds)
        said.append(try await desks.say("word", .partner, on: ticket, at: desks.acme).event)
        try await desks.carry()
      }
      let there = try await desks.handoff(handoff, at: desks.fieldworks).ticket
      for (desk, place) in [(desks.acme, ticket), (desks.fieldworks, there)] {
        let found = try await desks.hub.read(in: desk.tenant) { try $0.comments(on: place, PageRequest()).items }
        #expect(found.map(\.event) == said)
      }
    }
  }

  @Test("keeps the comment, too, from a light agent's file: all of it, or nothing")
  func lightAgents() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.open(at: desks.acme)
      let file = try await desks.stored("report.txt", at: desks.acme)
      let agent = desks.acme.agent
      let light = Actor(tenant: agent.tenant, agent: agent.agent, name: agent.name, role: .light)
      let send = SendComment(WriteComment(ticket, body: "see"), with: [file])
      await #expect(throws: PermissionRefusal(has: .light, needs: .agent)) { try await desks.act(send, light) }
      #expect(try await desks.hub.read(in: agent.tenant) { try $0.comments(on: ticket, PageRequest()).items } == [])
      try await desks.act(SendComment(WriteComment(ticket, body: "see"), with: []), light)
    }
  }

  @Test("tells beforehand exactly what leaves")
  func tellsBeforehand() async throws {
    try await Desks.run { desks, links in
      let (ticket, _) = try await desks.handedOver(over: links)
      let said = try await desks.say("write to bo@example.org", .public, on: ticket, at: desks.acme)
      let copies = try await desks.hub.read(in: desks.acme.tenant) { tx in
        let existing = try #require(try tx.ticket(ticket))
        return try tx.chained(existing, at: try tx.existingDesk()).copies(of: said, .here(said.author)).map(\.copy)
      }
      #expect(copies.map(\.body) == ["write to [address hidden]"] && copies.map(\.audience) == [.partner])
      let wire = try await desks.wire(at: desks.acme)
      #expect(copies.allSatisfy { wire.contains($0.body) && wire.contains($0.author.ref) })
    }
  }
}

@Suite("Resolving a ticket", .timeLimit(.minutes(10)))
struct ResolvingTests {
  private let done = Resolution(code: .fixed, text: "A new fuse.")

  @Test("keeps what was done, in a status that means done")
  func resolves() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.open(at: desks.acme)
      let resolved = try await desks.act(ResolveTicket(ticket, resolution: done, expectedVersion: 1), desks.acme.agent)
      #expect(resolved.ticket.resolution == done && resolved.ticket.status.category == .resolved)
      let closing = ResolveTicket(ticket, status: "Closed", resolution: done)
      #expect(try await desks.act(closing, desks.acme.agent).ticket.status.category == .closed)
      let wrong = ResolveTicket(ticket, status: "New", resolution: done)
      await #expect(throws: InvalidInput("/status", "does not mean that the work is done")) {
        try await desks.act(wrong, desks.acme.agent)
      }
      let stale = ResolveTicket(ticket, resolution: done, expectedVersion: 1)
      await #expect(throws: VersionMismatch.self) { try await desks.act(stale, desks.acme.agent) }
    }
  }

  @Test("is refused while the partner works on it")
  func isRefused() async throws {
    try await Desks.run { desks, links in
      let (ticket, _) = try await desks.handedOver(over: links)
      let before = try await desks.ticket(ticket, at: desks.acme)
      await #expect(throws: HandoffRefusal.self) {
        try await desks.act(ResolveTicket(ticket, resolution: done), desks.acme.agent)
      }
      #expect(try await desks.ticket(ticket, at: desks.acme) == before)
    }
  }
}
