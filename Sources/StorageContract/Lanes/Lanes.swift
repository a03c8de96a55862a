import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let lanes = [
    ContractCase("a commit tells the relay of a lane that it made ready") { trial in
      let lane = try await LaneTrial(try await trial.desk())
      var wakeUps = trial.queue.wakeUps.makeAsyncIterator()
      #expect(await wakeUps.next() == lane.key)
      #expect(try await trial.queue.readyLanes(now: trial.now, limit: 9) == [lane.key])
    },
    ContractCase("messages of a lane are brought in order, and done when reported so") { trial in
      let lane = try await LaneTrial(try await trial.desk(), messages: 3)
      let claim = try await lane.claimed()
      #expect(claim.failures == 0 && claim.key == lane.key)
      #expect(claim.waiting == lane.messages)
      let report = LaneReport(done: lane.messages.prefix(2).map(\.id), attempts: [lane.attempt(0), lane.attempt(1)])
      #expect(try await trial.queue.report(report, for: claim, now: trial.later(1)))
      #expect(try await lane.states() == [.done, .done, .waiting])
      let first = try await lane.desk.read { try $0.delivery(lane.messages[0].id) }
      #expect(first?.finishedAt == trial.later(1) && first?.attempts == 1)
      #expect(try await lane.desk.read { try $0.attempts(of: lane.messages[0].id) } == [lane.attempt(0)])
      let next = try await lane.claimed(at: trial.later(1))
      #expect(next.waiting.map(\.seq) == [3])
      #expect(try await trial.queue.report(LaneReport(done: [lane.messages[2].id]), for: next, now: trial.later(2)))
      #expect(try await trial.queue.readyLanes(now: trial.later(99), limit: 9) == [])
      #expect(try await trial.queue.nextReady(after: trial.now) == nil)
    },
    ContractCase("a claim brings no more messages than were asked for, and the way that they go") { trial in
      let (desk, other) = (try await trial.desk(), try await trial.desk("other"))
      let lane = try await LaneTrial(desk, messages: 3)
      let claim = try #require(try await lane.claim(limit: 2))
      #expect(claim.waiting == Array(lane.messages.prefix(2)))
      #expect(claim.route == nil, "nobody is known to be at the other end")
      var joined = lane.partnership
      try joined.join(PartnerDesk(name: "Other", federationID: other.record.federationID, terms: nil))
      let known = joined
      try await desk.write {
        try $0.put(known)
        try $0.put(peer: other.tenant, of: known.id)
      }
      let route = LaneRoute(
        receiver: other.tenant, sender: desk.record.tenant.name, federationID: desk.record.federationID, epoch: 1)
      #expect(try await lane.claimed(at: trial.later(60)).route == route)
      try await trial.queue.release(lane.key, claimedUntil: trial.later(90), fence: nil)
      try await desk.write { try $0.begin(epoch: 70, restoredAt: trial.now) }
      #expect(try await lane.claimed(at: trial.later(90)).route?.epoch == 70)
    },
    ContractCase("a lane is claimed by one at a time, and free again when the lease ends") { trial in
      let lane = try await LaneTrial(try await trial.desk())
      let claims = try await withThrowingTaskGroup(of: LaneClaim?.self) { group in
        for _ in 0..<16 { group.addTask { try await lane.claim() } }
        return try await group.reduce(into: [LaneClaim]()) { claims, claim in if let claim { claims.append(claim) } }
      }
      #expect(claims.count == 1)
      #expect(try await trial.queue.readyLanes(now: trial.later(29), limit: 9) == [])
      #expect(try await trial.queue.nextReady(after: trial.now) == trial.later(30))
      #expect(try await trial.queue.readyLanes(now: trial.later(30), limit: 9) == [lane.key])
      #expect(try await lane.claimed(at: trial.later(30)).fence > claims[0].fence)
    },
    ContractCase("a report that comes after the fence rose writes nothing") { trial in
      let lane = try await LaneTrial(try await trial.desk(), messages: 2)
      let late = try await lane.claimed()
      let second = try await lane.claimed(at: trial.later(60))
      let report = LaneReport(
        done: [lane.messages[0].id], parked: lane.messages[1].id, parkReason: .spent, attempts: [lane.attempt(0)],
        retryAt: trial.later(999))
      #expect(try await trial.queue.report(report, for: late, now: trial.later(61)) == false)
      #expect(try await lane.states() == [.waiting, .waiting])
      #expect(try await lane.desk.read { try $0.attempts(of: lane.messages[0].id) } == [])
      #expect(try await lane.claim(at: trial.later(62)) == nil)
      #expect(
        try await trial.queue.report(LaneReport(done: lane.messages.map(\.id)), for: second, now: trial.later(63)))
      #expect(try await lane.states() == [.done, .done])
    },
    ContractCase("a lane tells how often its workers were lost, until one says what came of its message") { trial in
      let lane = try await LaneTrial(try await trial.desk(), messages: 2)
      #expect(try await lane.claimed().stumbles == 0)
      #expect(try await lane.claimed(at: trial.later(60)).stumbles == 1)
      let third = try await lane.claimed(at: trial.later(120))
      #expect(third.stumbles == 2)
      let report = LaneReport(done: [lane.messages[0].id])
      #expect(try await trial.queue.report(report, for: third, now: trial.later(121)))
      #expect(try await lane.claimed(at: trial.later(121)).stumbles == 0)
      #expect(try await lane.claimed(at: trial.later(180)).stumbles == 1)
      try await lane.desk.write { try $0.wake(lane.lane) }
      #expect(try await lane.claimed(at: trial.later(240)).stumbles == 1)
    },
    ContractCase("a lane is released by the end of its lease, and counts no lost worker") { trial in
      let lane = try await LaneTrial(try await trial.desk())
      let first = try await lane.claimed()
      try await trial.queue.release(lane.key, claimedUntil: trial.later(29), fence: nil)
      #expect(try await lane.claim() == nil, "that was another lease")
      try await trial.queue.release(lane.key, claimedUntil: first.until, fence: nil)
      let second = try await lane.claimed()
      #expect(second.stumbles == 0 && second.fence > first.fence)
      #expect(
        try await trial.queue.report(LaneReport(done: [lane.messages[0].id]), for: first, now: trial.now) == false)
      #expect(try await trial.queue.report(LaneReport(done: [lane.messages[0].id]), for: second, now: trial.now))
      try await trial.queue.release(lane.key, claimedUntil: second.until, fence: nil)
      #expect(try await trial.queue.readyLanes(now: trial.now, limit: 9) == [])
    },
    ContractCase(
      "a lane is released by its claim's fence where that is known: another's lease may end at the same moment"
    ) {
      trial in
      let lane = try await LaneTrial(try await trial.desk())
      let first = try await lane.claimed()
      try await trial.queue.release(lane.key, claimedUntil: first.until, fence: first.fence)
      let second = try await lane.claimed()
      #expect(second.until == first.until && second.stumbles == 0)
      try await trial.queue.release(lane.key, claimedUntil: first.until, fence: first.fence)
      #expect(try await lane.claim() == nil)
      try await trial.queue.release(lane.key, claimedUntil: second.until, fence: second.fence)
      #expect(try await lane.claim() != nil)
    },
    ContractCase("a lane that failed waits for its time, and more messages do not hurry it") { trial in
      let lane = try await LaneTrial(try await trial.desk())
      var claim = try await lane.claimed()
      for failure in 1...3 {
        let again = trial.later(Double(failure) * 100)
        let report = LaneReport(attempts: [lane.attempt(0, number: failure, "failed")], retryAt: again)
        #expect(try await trial.queue.report(report, for: claim, now: trial.now))
        let more = try lane.desk.delivery(on: lane.lane, over: lane.partnership.id, seq: failure + 1)
        try await lane.desk.write { try $0.enqueue(more) }
        #expect(try await trial.queue.readyLanes(now: again.addingTimeInterval(-1), limit: 9) == [])
        #expect(try await trial.queue.nextReady(after: trial.now) == again)
        claim = try await lane.claimed(at: again)
        #expect(claim.failures == failure)
      }
      #expect(try await lane.desk.read { try $0.delivery(lane.messages[0].id)?.attempts } == 3)
      #expect(try await lane.desk.read { try $0.attempts(of: lane.messages[0].id) }.map(\.number) == [1, 2, 3])
    },
    ContractCase("a failure is its message's own: where that was cancelled on its way, the next one is tried at once") {
      trial in
      let lane = try await LaneTrial(try await trial.desk())
      let claim = try await lane.claimed()
      let end = try lane.desk.delivery(on: lane.lane, over: lane.partnership.id, seq: 2)
      try await lane.desk.write {
        try $0.cancelUnsent(of: lane.lane, at: trial.now)
        try $0.enqueue(end)
      }
      let report = LaneReport(attempts: [lane.attempt(0, "failed")], retryAt: trial.later(100))
      #expect(try await trial.queue.report(report, for: claim, now: trial.now))
      let next = try await lane.claimed()
      #expect(next.failures == 0)
      #expect(next.waiting == [end])
    },
    ContractCase("a failure is its message's own: what is sent again before it has not failed") { trial in
      let lane = try await LaneTrial(try await trial.desk(), messages: 2)
      let first = LaneReport(done: [lane.messages[0].id])
      #expect(try await trial.queue.report(first, for: try await lane.claimed(), now: trial.now))
      let lacking = LaneReport(
        attempts: [lane.attempt(1, "failed")], retryAt: trial.later(100), resendFrom: (epoch: 1, seq: 1))
      #expect(try await trial.queue.report(lacking, for: try await lane.claimed(), now: trial.now))
      let next = try await lane.claimed()
      #expect(next.failures == 0)
      #expect(next.waiting.map(\.seq) == [1, 2])
    },
    ContractCase("nothing is brought past a parked message, until a person wakes the lane") { trial in
      let lane = try await LaneTrial(try await trial.desk(), messages: 3)
      let report = LaneReport(
        done: [lane.messages[0].id], parked: lane.messages[1].id, parkReason: .tooManyHops)
      #expect(try await trial.queue.report(report, for: try await lane.claimed(), now: trial.now))
      #expect(try await lane.states() == [.done, .parked, .waiting])
      #expect(try await lane.desk.read { try $0.delivery(lane.messages[1].id)?.reason } == .tooManyHops)
      #expect(try await trial.queue.readyLanes(now: trial.later(999), limit: 9) == [])
      try await lane.desk.write {
        guard var parked = try $0.delivery(lane.messages[1].id) else { throw Refusal() }
        parked.state = .waiting
        parked.reason = nil
        try $0.update(parked)
        try $0.wake(lane.lane)
      }
      let claim = try await lane.claimed()
      #expect(claim.waiting.map(\.seq) == [2, 3])
    },
    ContractCase("what the other desk lacks is sent again from there on") { trial in
      let lane = try await LaneTrial(try await trial.desk(), messages: 4)
      let all = LaneReport(done: lane.messages.map(\.id))
      #expect(try await trial.queue.report(all, for: try await lane.claimed(), now: trial.now))
      let more = try lane.desk.delivery(on: lane.lane, over: lane.partnership.id, seq: 5)
      try await lane.desk.write { try $0.enqueue(more) }
      let gap = LaneReport(resendFrom: (epoch: 1, seq: 3))
      #expect(try await trial.queue.report(gap, for: try await lane.claimed(), now: trial.now))
      #expect(try await lane.states() == [.done, .done, .waiting, .waiting])
      let claim = try await lane.claimed()
      #expect(claim.waiting.map(\.seq) == [3, 4, 5])
    },
    ContractCase("what is to be sent again is, whatever a worker reports that was at it meanwhile") { trial in
      let lane = try await LaneTrial(try await trial.desk(), messages: 2)
      let first = LaneReport(done: [lane.messages[0].id])
      #expect(try await trial.queue.report(first, for: try await lane.claimed(), now: trial.now))
      let claim = try await lane.claimed()
      try await lane.desk.write { try $0.rewind(lane.lane, epoch: 1, from: 1) }
      let next = try await lane.claimed()
      let late = LaneReport(done: lane.messages.map(\.id))
      #expect(try await trial.queue.report(late, for: claim, now: trial.now) == false)
      #expect(try await lane.states() == [.waiting, .waiting])
      #expect(next.waiting.map(\.seq) == [1, 2])
      // Also where nothing of it was done yet.
      try await lane.desk.write { try $0.rewind(lane.lane, epoch: 1, from: 1) }
      #expect(try await trial.queue.report(late, for: next, now: trial.now) == false)
      #expect(try await lane.claim() != nil)
    },
    ContractCase("what was dropped is sent again as a tombstone, without its content") { trial in
      let lane = try await LaneTrial(try await trial.desk(), messages: 2)
      try await lane.desk.write {
        guard var dropped = try $0.delivery(lane.messages[0].id) else { throw Refusal() }
        dropped.state = .dropped
        try $0.update(dropped)
        try $0.rewind(lane.lane, epoch: 1, from: 1)
      }
      let waiting = try await lane.claimed().waiting
      #expect(waiting.map(\.state) == [.waiting, .waiting])
      #expect(waiting.map(\.kind) == [.tombstone, .recall])
      #expect(try waiting.map { try Envelope(wireBytes: $0.wireBytes).message.kind } == [.tombstone, .recall])
    },
    ContractCase("what came in behind a place is found, the first first, but not a place that is empty itself") {
      trial in
      let desk = try await trial.desk()
      let (lane, other) = (LaneID.handoff(trial.newID()), LaneID.handoff(trial.newID()))
      let partnership = desk.partnership()
      func came(_ seq: Int, _ state: Delivery.State, on lane: LaneID, epoch: Int = 1) -> Delivery {
        Delivery(
          id: trial.newID(), direction: .in, partnership: partnership.id, lane: lane, ticket: nil, epoch: epoch,
          seq: seq, event: trial.newID(), kind: .tombstone, state: state, createdAt: trial.now, wireBytes: [])
      }
      let (gap, first, second) = (came(3, .missing, on: lane), came(5, .waiting, on: lane), came(7, .done, on: lane))
      let elsewhere = [came(4, .waiting, on: other), came(4, .waiting, on: lane, epoch: 2)]
      let sent = try desk.delivery(on: lane, over: partnership.id, seq: 4)
      try await desk.write {
        try $0.put(partnership)
        for delivery in [second, gap, first] + elsewhere { try $0.insert(delivery) }
        try $0.enqueue(sent)
      }
      func behind(_ seq: Int) async throws -> Delivery? {
        try await desk.read { try $0.arrived(lane: lane, epoch: 1, behind: seq) }
      }
      #expect(try await behind(0) == first)
      #expect(try await behind(5) == second)
      #expect(try await behind(7) == nil)
      let filled = Delivery(
        id: gap.id, direction: .in, partnership: partnership.id, lane: lane, ticket: nil, epoch: 1, seq: 3,
        event: trial.newID(), kind: .comment, state: .waiting, createdAt: trial.now, attempts: 2, wireBytes: [1, 2])
      try await desk.write { try $0.update(filled) }
      #expect(try await behind(2) == filled)
    },
  ]
}
