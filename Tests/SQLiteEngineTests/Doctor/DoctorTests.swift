import Federation
import Foundation
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

/// What a script cannot write into a database: all else is planted by `Tests/BlackBox/ailments.py`.
@Suite("The doctor of a hub in a directory")
struct DoctorTests {
  @Test("sees two desks that go by one federation id")
  func sharedIDs() async throws {
    let trial = try SQLiteTrial()
    let desk = try await trial.desk()
    #expect(try await trial.hub.examine(now: trial.clock.now) == [])
    let record = try #require(try await trial.hub.read(in: desk.tenant) { try $0.deskRecord() })
    var moment = Moment(now: trial.clock.now, seed: 9)
    let double = Tenant(id: moment.newID(), slug: "double", name: "Double", createdAt: trial.clock.now)
    try await trial.hub.create(DeskRecord(tenant: double, federationID: record.federationID))
    let found = try await trial.hub.examine(now: trial.clock.now)
    #expect(found.map(\.ailment) == [.sharedFederationID])
    #expect(found.first?.cases.map(\.noun) == [.desk])
    try await trial.close()
  }

  @Test("sees a lane that nobody takes, once the hub has had ten minutes to")
  func idleLanes() async throws {
    let trial = try SQLiteTrial()
    let desk = try await trial.desk()
    var moment = Moment(now: trial.clock.now, seed: 9)
    let partnership = Partnership(inviting: moment.newID(), name: "Fieldworks", at: trial.clock.now)
    let delivery = Delivery(
      id: moment.newID(), direction: .out, partnership: partnership.id, lane: .partnership(partnership.id), ticket: nil,
      epoch: 1, seq: 1, event: moment.newID(), kind: .joined, state: .waiting, createdAt: trial.clock.now,
      wireBytes: [])
    try await trial.hub.write(in: desk.tenant) {
      try $0.put(partnership)
      try $0.enqueue(delivery)
    }
    func isIdle(after seconds: Double) async throws -> Bool {
      try await trial.hub.examine(now: trial.clock.now.addingTimeInterval(seconds)).contains { $0.ailment == .laneIdle }
    }
    #expect(try await !isIdle(after: 599))
    #expect(try await isIdle(after: 601))
    try await trial.close()
  }

  @Test("goes on while others write, and leaves the log free for them")
  func besideWriters() async throws {
    let trial = try SQLiteTrial()
    let desk = try await trial.desk()
    async let writing: Void = {
      for seed in 1...200 { try await trial.open(seed, description: "while the doctor looks", in: desk) }
    }()
    for _ in 0..<5 { #expect(try await trial.hub.examine(now: trial.clock.now) == []) }
    try await writing
    #expect(try await trial.hub.examine(now: trial.clock.now) == [])
    try await trial.close()
  }
}
