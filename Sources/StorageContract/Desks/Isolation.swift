import Federation
import Foundation
import Storage
import Testing
import Ticketing

/// One of everything that a desk keeps.
private struct Everything: Sendable {
  let desk: TrialDesk
  let agent: Agent
  let team: Team
  let customer: Customer
  let requester: Requester
  let ticket: Ticket
  let child: Ticket
  let comment: Ticketing.Comment
  let attachment: Ticketing.Attachment
  let partnership: Partnership
  let handoff: Handoff
  let delivery: Delivery
  let arrived: Delivery
  let token: TokenRecord
  let key: IdempotencyKey

  init(_ slug: String, in trial: Trial) async throws {
    desk = try await trial.desk(slug)
    let now = trial.now
    agent = try desk.agent("ann@example.org")
    team = Team(id: trial.newID(), name: "North", createdAt: now)
    customer = Customer(id: trial.newID(), name: "Zoo", createdAt: now)
    requester = Requester(id: trial.newID(), email: try trial.email("r@example.org"), name: "R", createdAt: now)
    ticket = desk.opened("Elephant", number: 1, tags: ["big"])
    child = desk.opened("Calf", number: 2, ties: Ties(parent: ticket.id))
    comment = desk.comment("trunk", on: ticket.id)
    attachment = Attachment(
      id: trial.newID(), ticket: ticket.id, comment: nil, event: trial.newID(), name: "a", mediaType: "text/plain",
      bytes: 1, hash: try trial.contentHash("b"), audience: .internal, author: desk.author, origin: .here,
      createdAt: now)
    partnership = desk.partnership()
    handoff = desk.handoff(of: ticket.id, over: partnership.id)
    delivery = try desk.delivery(on: .handoff(handoff.id), over: partnership.id, seq: 1)
    arrived = Delivery(
      id: trial.newID(), direction: .in, partnership: partnership.id, lane: delivery.lane, ticket: nil, epoch: 1,
      seq: 1,
      event: trial.newID(), kind: .accept, state: .done, createdAt: now, wireBytes: [])
    token = TokenRecord(
      id: trial.newID(), agent: agent.id, label: "t", secretHash: [7, 7], createdAt: now, expiresAt: nil)
    key = IdempotencyKey(agent: agent.id, route: "POST /x", key: "k")
    try await keep(trial)
  }

  private func keep(_ trial: Trial) async throws {
    let field = FieldDefinition(id: trial.newID(), key: "floor", name: "Floor", kind: .number)
    let event = desk.event()
    let (now, peer) = (trial.now, trial.newID(Tenant.self))
    try await desk.write {
      try $0.put(agent)
      try $0.put(passwordHash: "hash", of: agent.id)
      try $0.put(team)
      try $0.put(customer)
      try $0.put(requester)
      try $0.put(field)
      try $0.insert(ticket)
      try $0.insert(child)
      try $0.append(event, to: ticket.id)
      try $0.put(comment)
      try $0.insert(attachment)
      try $0.noteCrossing(of: comment.event, over: handoff.id)
      try $0.put(partnership)
      try $0.put(peer: peer, of: partnership.id)
      try $0.put(Invitation(partnership: partnership.id, secretHash: [8, 8], message: nil, expiresAt: now))
      try $0.put(handoff)
      try $0.enqueue(delivery)
      try $0.insert(arrived)
      try $0.put(token)
      try $0.append(AuditRecord(at: now, source: .system, action: "a.b", subject: "s"))
      try $0.keep(KeptAnswer(requestHash: [1], status: 200, headers: [:], body: [1], at: now), to: key)
    }
  }

  /// What a reader gets that asks for each of these; the names of what it got.
  func seen(by reader: any DeskReader) throws -> [String] {
    let page = PageRequest()
    var words = TicketQuery()
    words.text = "elephant"
    let asked: [(String, Bool)] = [
      ("ticketCount", try reader.ticketCount(in: ticket.status.id) > 0),
      ("status", try reader.statuses()[ticket.status.id] != nil),
      ("fields", try !reader.fields().isEmpty),
      ("agent", try reader.agent(agent.id) != nil),
      ("agent by address", try reader.agent(email: agent.email) != nil),
      ("agents", try !reader.agents(page).items.isEmpty),
      ("passwordHash", try reader.passwordHash(of: agent.id) != nil),
      ("team", try reader.team(team.id) != nil),
      ("team by name", try reader.team(named: team.name) != nil),
      ("teams", try !reader.teams(page).items.isEmpty),
      ("customer", try reader.customer(customer.id) != nil),
      ("customer by name", try reader.customer(named: customer.name) != nil),
      ("customers", try !reader.customers(page).items.isEmpty),
      ("requester", try reader.requester(requester.id) != nil),
      ("requester by address", try requester.email.map { try reader.requester(email: $0) != nil } ?? false),
      ("requesters", try !reader.requesters(page).items.isEmpty),
      ("ticket", try reader.ticket(ticket.id) != nil),
      ("ticket by number", try reader.ticket(number: 1) != nil),
      ("tickets", try !reader.tickets(TicketQuery(), page).items.isEmpty),
      ("families", try reader.families(of: [ticket])[ticket.id]?.children.isEmpty == false),
      ("tickets by words", try !reader.tickets(words, page).items.isEmpty),
      ("timeline", try !reader.timeline(of: ticket.id, afterSeq: 0, limit: 9).isEmpty),
      ("last of the timeline", try !reader.timeline(of: ticket.id, beforeSeq: nil, limit: 9).isEmpty),
      ("last comments", try !reader.comments(on: ticket.id, before: nil, limit: 9).items.isEmpty),
      ("comment", try reader.comment(comment.id) != nil),
      ("comment by event", try reader.comment(event: comment.event, on: ticket.id) != nil),
      ("comments", try !reader.comments(on: ticket.id, page).items.isEmpty),
      ("attachment", try reader.attachment(attachment.id) != nil),
      ("attachment by event", try reader.attachment(event: attachment.event, on: ticket.id) != nil),
      ("attachments", try !reader.attachments(on: ticket.id).isEmpty),
      ("crossings", try !reader.crossings(of: comment.event).isEmpty),
      ("partnership", try reader.partnership(partnership.id) != nil),
      ("partnerships", try !reader.partnerships(page).items.isEmpty),
      ("invitation", try reader.invitation(secretHash: [8, 8]) != nil),
      ("invitation of partnership", try reader.invitation(of: partnership.id) != nil),
      ("peer", try reader.peer(of: partnership.id) != nil),
      ("handoff", try reader.handoff(handoff.id) != nil),
      ("handoffs of ticket", try !reader.handoffs(of: ticket.id).isEmpty),
      ("handoffs", try !reader.handoffs(HandoffQuery(), page).items.isEmpty),
      (
        "handoffLines",
        try !reader.handoffLines(HandoffLineQuery(handoff.side, [handoff.state], .latest), page).items.isEmpty
      ),
      ("openHandoffs", try !reader.openHandoffs(over: partnership.id).isEmpty),
      ("openHandoffTickets", try !reader.openHandoffTickets(over: partnership.id).isEmpty),
      ("openHandoffCounts", try !reader.openHandoffCounts().isEmpty),
      ("delivery", try reader.delivery(delivery.id) != nil),
      ("delivery in place", try reader.delivery(.out, lane: delivery.lane, epoch: 1, seq: 1) != nil),
      ("arrived delivery", try reader.arrived(lane: delivery.lane, epoch: 1, behind: 0) != nil),
      ("deliveries", try !reader.deliveries(DeliveryQuery(), page).items.isEmpty),
      ("listedDeliveries", try !reader.listedDeliveries(DeliveryQuery(), page).items.isEmpty),
      ("token", try reader.token(token.id) != nil),
      ("token by secret", try reader.token(secretHash: [7, 7]) != nil),
      ("tokens", try !reader.tokens(page).items.isEmpty),
      ("audit", try !reader.audit(before: nil, limit: 9).isEmpty),
      ("keptAnswer", try reader.keptAnswer(to: key) != nil),
    ]
    return asked.filter(\.1).map(\.0)
  }
}

extension Contract {
  static let isolation = [
    ContractCase("nothing of one desk is seen by any read of another's, or of nobody's") { trial in
      let everything = try await Everything("acme", in: trial)
      let other = try await trial.desk("beta")
      #expect(try await everything.desk.read { try everything.seen(by: $0).count } == 53)
      #expect(try await other.read { try everything.seen(by: $0) } == [])
      #expect(try await other.write { try everything.seen(by: $0) } == [])
      #expect(try await trial.desks.read(in: trial.newID()) { try everything.seen(by: $0) } == [])
      #expect(try await trial.desks.read(in: trial.newID()) { try $0.deskRecord() } == nil)
    },
    ContractCase("two desks keep the same names, addresses, numbers and secrets") { trial in
      let first = try await Everything("acme", in: trial)
      let second = try await Everything("beta", in: trial)
      #expect(try await first.desk.read { try first.seen(by: $0).count } == 53)
      #expect(try await second.desk.read { try $0.ticket(number: 1) } == second.ticket)
      #expect(try await first.desk.read { try $0.token(secretHash: [7, 7]) } == first.token)
    },
    ContractCase("no write of one desk's changes anything of another's") { trial in
      let everything = try await Everything("acme", in: trial)
      let other = try await trial.desk("beta")
      let (ticket, delivery) = (everything.ticket, everything.delivery)
      #expect(try await other.write { try $0.lock(ticket.id)?.chained.ticket } == nil)
      #expect(try await other.write { try $0.lock(everything.partnership.id) } == nil)
      await expectConstraint { try await other.write { try $0.update(ticket) } }
      await expectConstraint { try await other.write { try $0.append(other.event(), to: ticket.id) } }
      await expectConstraint { try await other.write { try $0.put(everything.comment) } }
      await expectConstraint { try await other.write { try $0.put(everything.handoff) } }
      try await other.write {
        try $0.remove(ticket.status.id)
        try $0.put(passwordHash: "stolen", of: everything.agent.id)
        try $0.cancelUnsent(of: delivery.lane, at: trial.now)
        try $0.setHeld(true, handoffsOf: everything.partnership.id)
        try $0.wake(delivery.lane)
        try $0.rewind(delivery.lane, epoch: 1, from: 1)
      }
      #expect(try await everything.desk.read { try everything.seen(by: $0).count } == 53)
      #expect(try await everything.desk.read { try $0.passwordHash(of: everything.agent.id) } == "hash")
      #expect(try await everything.desk.read { try $0.delivery(delivery.id) } == delivery)
      let key = LaneKey(tenant: everything.desk.tenant, lane: delivery.lane)
      #expect(try await trial.queue.readyLanes(now: trial.now, limit: 9) == [key])
      let foreign = LaneKey(tenant: other.tenant, lane: delivery.lane)
      #expect(try await trial.queue.claim(foreign, limit: 9, now: trial.now, until: trial.later(9)) == nil)
    },
  ]
}
