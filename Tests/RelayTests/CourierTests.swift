import DeskActions
import Federation
import Foundation
import Relay
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Bringing a message to the other desk", .timeLimit(.minutes(10)))
struct CourierTests {
  struct Bug: Error {}

  /// Serves the lane, and again each time that it is ready, until it never is.
  private func serve(_ desks: TwoDesks, _ courier: Courier) async throws -> [TimeInterval] {
    var waits: [TimeInterval] = []
    for _ in 0..<50 {
      try await courier.serve(desks.lane)
      guard let next = try await desks.hub.nextReady(after: desks.clock.now) else { return waits }
      waits.append(next.timeIntervalSince(desks.clock.now))
      desks.clock.pass(seconds: next.timeIntervalSince(desks.clock.now))
    }
    return waits
  }

  @Test(
    "a storage that fails for a while is tried with doubling waits, then the message is parked as spent",
    arguments: [StorageError.full, .busy, .unavailable("closing")])
  func backsOff(_ failure: StorageError) async throws {
    try await TwoDesks.run { desks in
      let waits = try await serve(desks, desks.courier(over: Stumbling(hub: desks.hub) { throw failure }))
      #expect(waits.count == RetryPolicy.unreachable.tries - 1)
      #expect(Array(waits.prefix(5)) == [0.25, 0.5, 1, 2, 4])
      #expect(waits.last == 600)
      let message = try await desks.message()
      #expect(message.state == .parked)
      #expect(message.reason == .spent)
      #expect(message.attempts == RetryPolicy.unreachable.tries)
      #expect(try await desks.attempts().map(\.outcome).allSatisfy { $0 == "failed" })
      #expect(try await desks.hub.readyLanes(now: desks.clock.now, limit: 10) == [])
    }
  }

  @Test("a message that the receiver stumbles over is parked soon, and its words for it tell no secret")
  func poison() async throws {
    try await TwoDesks.run { desks in
      let waits = try await serve(desks, desks.courier(over: Stumbling(hub: desks.hub) { throw Bug() }))
      #expect(waits.count == RetryPolicy.poison.tries - 1)
      #expect(try await desks.message().reason == .spent)
      #expect(try await desks.attempts().allSatisfy { $0.excerpt == "the receiving desk stumbled over it" })
    }
  }

  @Test("a storage that works again gets the message, and the lane is quiet")
  func recovers() async throws {
    try await TwoDesks.run { desks in
      let failing = desks.courier(over: Stumbling(hub: desks.hub) { throw StorageError.busy })
      let again = try await failing.serve(desks.lane)
      #expect(again == desks.clock.now.addingTimeInterval(0.25), "it says when to come again")
      #expect(try await desks.message().state == .waiting)
      try await desks.courier(over: desks.hub).serve(desks.lane)
      #expect(try await desks.message().state == .waiting, "its time has not come")
      desks.clock.pass(seconds: 0.25)
      #expect(try await desks.courier(over: desks.hub).serve(desks.lane) == nil)
      #expect(try await desks.message().state == .done)
      let id = desks.partnership
      #expect(try await desks.hub.read(in: desks.receiver) { try $0.partnership(id) }?.partner?.name == "Acme")
    }
  }

  @Test("the tries after a retry by a person are counted on, and none before it is lost")
  func countsOn() async throws {
    try await TwoDesks.run { desks in
      let courier = desks.courier(over: Stumbling(hub: desks.hub) { throw Bug() })
      _ = try await serve(desks, courier)
      let parked = try await desks.message().id
      let moment = Moment(now: desks.clock.now, seed: 4)
      let actor = Actor(tenant: desks.sender, agent: ID(UUID()), name: "Ada", role: .agent)
      _ = try await desks.hub.perform(RetryDelivery(parked), by: actor, moment)
      _ = try await serve(desks, courier)
      #expect(try await desks.attempts().map(\.number) == Array(1...2 * RetryPolicy.poison.tries))
    }
  }

  @Test("a worker whose lease ran out writes nothing once another has the lane")
  func leaseRanOut() async throws {
    try await TwoDesks.run { desks in
      let other = desks.courier(over: Stumbling(hub: desks.hub) { throw StorageError.full })
      // It takes longer than its lease, and then fails; another worker has tried meanwhile.
      let slow = desks.courier(
        over: Stumbling(hub: desks.hub) {
          desks.clock.pass(seconds: 31)
          try await other.serve(desks.lane)
          throw StorageError.busy
        })
      try await slow.serve(desks.lane)
      #expect(try await desks.attempts().map(\.excerpt) == ["full"])
      #expect(try await desks.message().attempts == 1)
    }
  }

  @Test("a lane that somebody works on is left alone")
  func leased() async throws {
    try await TwoDesks.run { desks in
      let now = desks.clock.now
      let claim = try await desks.hub.claim(desks.lane, limit: 9, now: now, until: now.addingTimeInterval(30))
      #expect(claim != nil)
      try await desks.courier(over: desks.hub).serve(desks.lane)
      #expect(try await desks.message().state == .waiting)
      desks.clock.pass(seconds: 30)
      try await desks.courier(over: desks.hub).serve(desks.lane)
      #expect(try await desks.message().state == .done)
    }
  }

  @Test("a lane whose worker's own storage fails is free once it is released, and nothing counts against its message")
  func released() async throws {
    try await TwoDesks.run { desks in
      let mute = desks.courier(over: desks.hub, by: Mute(hub: desks.hub))
      for _ in 0...RetryPolicy.poison.tries {
        let unfinished = await #expect(throws: UnfinishedClaim.self) { try await mute.serve(desks.lane) }
        #expect(try await !desks.hub.readyLanes(now: desks.clock.now, limit: 9).contains(desks.lane))
        await mute.release(try #require(unfinished))
        #expect(try await desks.hub.readyLanes(now: desks.clock.now, limit: 9).contains(desks.lane))
      }
      try await desks.courier(over: desks.hub).serve(desks.lane)
      #expect(try await desks.message().state == .done)
      #expect(try await desks.attempts() == [])
    }
  }

  @Test("a message over a partnership that leads nowhere is parked at once")
  func leadsNowhere() async throws {
    try await TwoDesks.run { desks in
      let nowhere = try await desks.enqueueNowhere()
      try await desks.courier(over: desks.hub).serve(nowhere)
      let all = try await desks.hub.read(in: desks.sender) { try $0.deliveries(DeliveryQuery(), PageRequest()).items }
      #expect(all.filter { $0.state == .parked }.map(\.reason) == [.unknownPartnership])
    }
  }
}

extension TwoDesks {
  /// A word to a partner that this hub does not know.
  fileprivate func enqueueNowhere() async throws -> LaneKey {
    let now = clock.now
    let id = try await hub.write(in: sender) { tx in
      var moment = Moment(now: now, seed: 3)
      let id: PartnershipID = moment.newID()
      try tx.put(Partnership(inviting: id, name: "Nobody", at: now))
      try tx.enqueue(
        Delivery(
          id: moment.newID(), direction: .out, partnership: id, lane: .partnership(id), ticket: nil, epoch: 1, seq: 1,
          event: moment.newID(), kind: .suspend, state: .waiting, createdAt: now, wireBytes: []))
      return id
    }
    return LaneKey(tenant: sender, lane: .partnership(id))
  }
}
