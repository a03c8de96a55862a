import DeskActions
import Federation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

/// An action with the role that it takes; the ids are made up, since the role is asked for first.
struct GuardedAction: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let needs: Role
  let perform: @Sendable (Desks, Actor) async throws -> Void

  init<Performed: Action>(_ needs: Role, _ action: Performed) {
    testDescription = "\(Performed.self)"
    self.needs = needs
    perform = { desks, actor in try await desks.act(action, actor) }
  }
}

@Suite("What each role may do", .timeLimit(.minutes(10)))
struct RoleTests {
  @Test("A35 an action refuses every lesser role before it looks at anything else", arguments: agents + admins)
  func refuses(_ action: GuardedAction) async throws {
    try await Desks.run(linked: false) { desks, _ in
      let people = [desks.acme.light, desks.acme.agent, desks.acme.admin]
      for person in people where !person.role.covers(action.needs) {
        await #expect(throws: PermissionRefusal(has: person.role, needs: action.needs)) {
          try await action.perform(desks, person)
        }
      }
      for person in people where person.role.covers(action.needs) {
        do { try await action.perform(desks, person) } catch {
          #expect(!(error is PermissionRefusal), "\(person.role)")
        }
      }
    }
  }

  @Test("a light agent writes comments, edits and retracts them, and nothing else on a ticket")
  func light() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.open(at: desks.acme)
      let comment = try await desks.act(WriteComment(ticket, body: "seen"), desks.acme.light)
      try await desks.act(EditComment(comment.id, on: ticket, body: "seen it"), desks.acme.light)
      #expect(try await desks.act(RetractComment(comment.id, on: ticket), desks.acme.light).isRetracted)
    }
  }

  @Test("A35 a token for somebody else, and revoking one, is the admin's; one's own is everybody's")
  func tokens() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let (light, agent, admin) = (desks.acme.light, desks.acme.agent, desks.acme.admin)
      let own = try await desks.act(
        CreateToken(for: nil, label: "mine", secretHash: [1], expiresAt: nil), light)
      await #expect(throws: PermissionRefusal(has: .agent, needs: .admin)) {
        try await desks.act(
          CreateToken(for: light.agent, label: "theirs", secretHash: [2], expiresAt: nil), agent)
      }
      await #expect(throws: PermissionRefusal(has: .agent, needs: .admin)) {
        try await desks.act(RevokeToken(own.id), agent)
      }
      #expect(try await desks.act(RevokeToken(own.id), light).revokedAt != nil)
      let lent = try await desks.act(
        CreateToken(for: light.agent, label: "lent", secretHash: [3], expiresAt: nil), admin)
      #expect(lent.agent == light.agent)
    }
  }

  @Test("A28 another desk's things are not found, just as what there is nowhere")
  func foreign() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.handedOver(over: links)
      let comment = try await desks.say("ours", on: ticket, at: desks.acme)
      let stranger = desks.smith.admin
      await #expect(throws: NotFound()) { try await desks.act(WriteComment(ticket, body: "x"), stranger) }
      await #expect(throws: NotFound()) { try await desks.act(ChangeTicket(ticket, TicketInput()), stranger) }
      await #expect(throws: NotFound()) { try await desks.act(RecallHandoff(handoff, reason: "x"), stranger) }
      await #expect(throws: NotFound()) { try await desks.act(RetractComment(comment.id, on: ticket), stranger) }
      await #expect(throws: NotFound()) { try await desks.act(SuspendPartnership(links.upper), stranger) }
      await #expect(throws: NotFound()) { try await desks.act(ChangeAgent(desks.acme.agent.agent), stranger) }
      let delivery = try await desks.deliveries(at: desks.acme)[0].id
      await #expect(throws: NotFound()) { try await desks.act(RetryDelivery(delivery), stranger) }
      await #expect(throws: NotFound()) { try await desks.act(DropDelivery(delivery), stranger) }
    }
  }
}
