import Federation
import Foundation
import Logging
import ModelStorage
import SQLiteEngine
import Storage
import Testing
import Ticketing

/// What is asked of a hub of either kind.
private typealias Hub = DeskStorage & DeliveryQueue & TenantDirectory

@Suite("The model beside SQLite", .timeLimit(.minutes(10)))
struct TwinTests {
  @Test("says the same of every step of a desk's life", arguments: [1, 2, 3] as [UInt64])
  func sameAnswers(_ seed: UInt64) async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("baton-twin-\(UUID().uuidString)")
    let sqlite = try SQLiteHub(
      at: directory, sealer: OpenSealer(), logger: Logger(label: "twins") { _ in SwiftLogNoOpLogHandler() },
      now: { ModelDesk.now })
    let model = ModelHub(now: { ModelDesk.now })
    var (told, expected): ([String], [String]) = ([], [])
    var life = try Life(seed: seed)
    for step in try life.steps() {
      expected.append(try await step.run(on: sqlite))
      told.append(try await step.run(on: model))
    }
    #expect(told.count > 100)
    let different = zip(told, expected).enumerated().first { $0.element.0 != $0.element.1 }
    if let (step, (told, expected)) = different {
      let lines = zip(told.split(separator: "\n"), expected.split(separator: "\n")).first { $0.0 != $0.1 }
      Issue.record("after step \(step)\n\(lines?.0 ?? "")\ninstead of\n\(lines?.1 ?? "")")
    }
    try await sqlite.close()
    try FileManager.default.removeItem(at: directory)
  }
}

/// One thing that is done to a hub; it tells what came of it.
private struct Step: Sendable {
  let body: @Sendable (any Hub) async throws -> String

  func run(on hub: any Hub) async throws -> String {
    do {
      return try await body(hub)
    } catch StorageError.constraint {
      return "refused"
    } catch is Refused {
      return "thrown"
    }
  }
}

private struct Refused: Error {}

/// A desk's life, drawn from a seed: what it writes, what the relay does, and looks at all of it in between.
private struct Life {
  private let desk: ModelDesk
  private var moment: Moment
  private var tickets: [Ticket] = []
  private var lanes: [LaneID] = []
  private var sent: [LaneID: Int] = [:]

  init(seed: UInt64) throws {
    desk = try ModelDesk(seed: seed)
    moment = Moment(now: ModelDesk.now, seed: seed &* 7_919)
    lanes = [.partnership(desk.partnership.id)]
  }

  mutating func steps() throws -> [Step] {
    let desk = desk
    var steps = [
      Step { hub in
        try await desk.open(on: hub, hub)
        return "open"
      }
    ]
    for _ in 0..<120 {
      steps.append(try next())
      steps.append(look)
    }
    return steps
  }

  private mutating func next() throws -> Step {
    let later = ModelDesk.now.addingTimeInterval(Double(moment.chance() % 100))
    let lane = lanes[Int(moment.chance() % UInt64(lanes.count))]
    switch moment.chance() % 9 {
    case 0, 1: return open()
    case 2:
      return write { [ticket = some] desk, tx in
        guard let ticket, var kept = try tx.lock(ticket.id)?.chained.ticket else { throw Refused() }
        kept.change(status: desk.statuses.first(.inProgress), at: later)
        try tx.update(kept)
        if ticket.number % 3 == 0 { throw Refused() }
      }
    case 3: return comment()
    case 4, 5:
      // A number that is taken is refused, with all that the body wrote before.
      let seq = sent[lane, default: 0] + (moment.chance() % 8 == 0 ? 0 : 1)
      sent[lane] = max(seq, sent[lane, default: 0])
      let message = try desk.delivery(on: lane, seq: max(seq, 1), ticket: some?.id, &moment)
      return write { _, tx in
        _ = try tx.nextTicketNumber()
        try tx.enqueue(message)
      }
    case 6: return write { _, tx in try tx.cancelUnsent(of: lane, at: later) }
    case 7:
      let isHeld = moment.chance() % 2 == 0
      return write { desk, tx in
        try tx.setHeld(isHeld, handoffsOf: desk.partnership.id)
        try tx.rewind(lane, epoch: 1, from: 2)
      }
    default: return work(on: lane, at: later)
    }
  }

  private var some: Ticket? { tickets.isEmpty ? nil : tickets[tickets.count / 2] }

  private mutating func open() -> Step {
    let ticket = desk.ticket(tickets.count + 1, &moment)
    let (handoff, event) = (desk.handoff(of: ticket.id, &moment), desk.event(&moment))
    tickets.append(ticket)
    lanes.append(.handoff(handoff.id))
    return write { _, tx in
      try tx.insert(ticket)
      try tx.append(event, to: ticket.id)
      try tx.put(handoff)
    }
  }

  private mutating func comment() -> Step {
    guard let ticket = some else { return open() }
    let comment = desk.comment("words \(moment.chance() % 5)", on: ticket.id, &moment)
    let handoff: HandoffID = moment.newID()
    return write { _, tx in
      try tx.put(comment)
      try tx.noteCrossing(of: comment.event, over: handoff)
    }
  }

  /// What the relay does with a lane: it brings the first messages, or fails, or gives up on one.
  private mutating func work(on lane: LaneID, at now: Date) -> Step {
    let (key, luck) = (LaneKey(tenant: desk.tenant, lane: lane), moment.chance() % 4)
    return Step { hub in
      guard let claim = try await hub.claim(key, limit: 3, now: now, until: now.addingTimeInterval(30)) else {
        return "taken"
      }
      let waiting = claim.waiting
      guard let first = waiting.first, luck != 3 else { return "\(claim) \(waiting.count)" }
      let attempt = Attempt(delivery: first.id, number: first.attempts + 1, at: now, outcome: "tried", excerpt: "")
      let report: LaneReport =
        switch luck {
        case 0: LaneReport(done: waiting.map(\.id), attempts: [attempt])
        case 1: LaneReport(attempts: [attempt], retryAt: now.addingTimeInterval(5))
        default: LaneReport(parked: first.id, parkReason: .spent, resendFrom: (epoch: 1, seq: 1))
        }
      let isKept = try await hub.report(report, for: claim, now: now)
      return "\(claim) \(waiting) \(isKept)"
    }
  }

  private func write(_ body: @escaping @Sendable (ModelDesk, any DeskTransaction) throws -> Void) -> Step {
    let desk = desk
    return Step { hub in
      try await hub.write(in: desk.tenant) { try body(desk, $0) }
      return "written"
    }
  }

  /// Everything that can be seen, in words.
  private var look: Step {
    let desk = desk
    return Step { hub in
      let seen = try await hub.read(in: desk.tenant) { reader in
        var words = TicketQuery()
        (words.text, words.tag, words.sort) = ("words 3", "tag1", .updatedDescending)
        let tickets = try reader.tickets(TicketQuery(), PageRequest(limit: 200)).items
        var seen: [String] = ["\(tickets)", "\(try reader.tickets(words, PageRequest(limit: 2)))"]
        for ticket in tickets {
          seen.append("\(try reader.timeline(of: ticket.id, afterSeq: 0, limit: 99))")
          seen.append("\(try reader.comments(on: ticket.id, PageRequest()))")
          seen.append("\(try reader.handoffs(of: ticket.id))")
        }
        let deliveries = try reader.deliveries(DeliveryQuery(), PageRequest(limit: 200)).items
        seen.append("\(deliveries)")
        seen.append("\(try deliveries.map { try reader.attempts(of: $0.id) })")
        return seen.joined(separator: "\n")
      }
      var queue: [String] = []
      for seconds in [0.0, 3, 50, 200] {
        let now = ModelDesk.now.addingTimeInterval(seconds)
        queue.append(
          "\(try await hub.readyLanes(now: now, limit: 9)) \(String(describing: try await hub.nextReady(after: now)))")
        queue.append("\(try await hub.dueTimers(now: now, limit: 9).map(\.kind))")
      }
      return seen + queue.joined(separator: "\n") + "\(try await hub.census())"
    }
  }
}

/// No sealing: nothing here is secret.
private struct OpenSealer: Sealer {
  func newTenantKey(for tenant: TenantID) throws -> [UInt8] { [1] }
  func seal(_ plain: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] { plain }
  func open(_ sealed: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] { sealed }
  func derivedKey(for purpose: KeyPurpose, under tenantKey: [UInt8], of tenant: TenantID) -> [UInt8] { tenantKey }
}
