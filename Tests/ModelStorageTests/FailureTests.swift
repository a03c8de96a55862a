import Federation
import Foundation
import ModelStorage
import Storage
import StorageContract
import Synchronization
import Testing
import Ticketing

private struct Crash: Error {}

@Suite("A hub in memory that is made to fail")
struct FailureTests {
  private func subject(_ hub: ModelHub, _ desk: ModelDesk) async throws -> [Int] {
    try await hub.read(in: desk.tenant) { try $0.tickets(TicketQuery(), PageRequest()).items.map(\.number).sorted() }
  }

  @Test("loses what a hook refuses before the commit, and keeps what it refuses after", arguments: [true, false])
  func hooks(before: Bool) async throws {
    let isArmed = Atomic(false)
    let strike: @Sendable (Commit) throws -> Void = { _ in
      if isArmed.load(ordering: .relaxed) { throw Crash() }
    }
    let desk = try ModelDesk()
    let trial = ModelTrial(hooks: before ? CommitHooks(before: strike) : CommitHooks(after: strike))
    try await desk.open(on: trial.hub, trial.hub)
    var moment = Moment(now: ModelDesk.now, seed: 2)
    let ticket = desk.ticket(1, &moment)
    isArmed.store(true, ordering: .relaxed)
    await #expect(throws: Crash.self) { try await trial.hub.write(in: desk.tenant) { try $0.insert(ticket) } }
    isArmed.store(false, ordering: .relaxed)
    #expect(try await subject(trial.hub, desk) == (before ? [] : [1]))
  }

  @Test("tells its hooks which commit it is, and whether anything changes")
  func commitsAreNumbered() async throws {
    let seen = Mutex<[Commit]>([])
    let trial = ModelTrial(hooks: CommitHooks(before: { commit in seen.withLock { $0.append(commit) } }))
    let desk = try ModelDesk()
    try await desk.open(on: trial.hub, trial.hub)
    try await trial.hub.write(in: desk.tenant) { _ in }
    #expect(seen.withLock { $0.map(\.number) } == [1, 2])
    #expect(seen.withLock { $0.map(\.isChange) } == [true, false])
    #expect(seen.withLock { $0.allSatisfy { $0.tenant == desk.tenant } })
  }

  @Test("goes back to what it was when the snapshot was taken, and leaves the snapshot as it is")
  func snapshots() async throws {
    let trial = ModelTrial()
    let desk = try ModelDesk()
    try await desk.open(on: trial.hub, trial.hub)
    var moment = Moment(now: ModelDesk.now, seed: 2)
    let tickets = (1...3).map { desk.ticket($0, &moment) }
    try await trial.hub.write(in: desk.tenant) { try $0.insert(tickets[0]) }
    let old = trial.hub.snapshot()
    try await trial.hub.write(in: desk.tenant) { try $0.insert(tickets[1]) }
    for _ in 0..<2 {
      let restored = ModelTrial(restoring: old)
      #expect(try await subject(restored.hub, desk) == [1])
      try await restored.hub.write(in: desk.tenant) { try $0.insert(tickets[2]) }
      #expect(try await subject(restored.hub, desk) == [1, 3])
    }
    #expect(try await subject(trial.hub, desk) == [1, 2])
  }

  @Test("keeps a lease for a node beside the one that died, and frees it when all begin anew")
  func leases() async throws {
    let trial = ModelTrial()
    let desk = try ModelDesk()
    try await desk.open(on: trial.hub, trial.hub)
    var moment = Moment(now: ModelDesk.now, seed: 2)
    let message = try desk.delivery(on: .partnership(desk.partnership.id), seq: 1, ticket: nil, &moment)
    try await trial.hub.write(in: desk.tenant) { try $0.enqueue(message) }
    let key = LaneKey(tenant: desk.tenant, lane: message.lane)
    let (now, until) = (ModelDesk.now, ModelDesk.now.addingTimeInterval(30))
    let lost = try #require(try await trial.hub.claim(key, limit: 9, now: now, until: until))

    let beside = ModelHub(beside: trial.hub, now: { ModelDesk.now })
    trial.hub.close()
    await #expect(throws: StorageError.unavailable("the hub is shutting down")) {
      try await trial.hub.claim(key, limit: 9, now: now, until: until)
    }
    #expect(try await beside.claim(key, limit: 9, now: now, until: until) == nil)
    #expect(try await beside.readyLanes(now: until, limit: 9) == [key])

    let anew = ModelHub(restoring: beside.snapshot(), now: { ModelDesk.now })
    let claim = try #require(try await anew.claim(key, limit: 9, now: now, until: until))
    #expect(claim.fence > lost.fence)
    #expect(try await anew.report(LaneReport(done: [message.id]), for: lost, now: now) == false)
  }

  @Test("refuses to write at a desk that is not there")
  func nobodysDesk() async throws {
    let trial = ModelTrial()
    let desk = try ModelDesk()
    await #expect(throws: StorageError.constraint("tenants")) {
      try await trial.hub.write(in: desk.tenant) { try $0.put(desk.partnership) }
    }
    #expect(try await trial.hub.tenants() == [])
  }
}
