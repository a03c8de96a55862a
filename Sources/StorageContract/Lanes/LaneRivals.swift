import Federation
import Foundation
package import Storage
import Synchronization
import Testing
import Ticketing

/// Workers who claim the lanes of two desks at once, while more comes.
package struct LaneRivals: Sendable {
  private let nodes: [any StorageUnderTest]
  private let lanes: [LaneTrial]
  private let log: Log

  private static let (lanesOfDesk, messagesBefore, messagesMeanwhile) = (6, 4, 6)
  private static let workersOfNode = 4
  /// So often a worker looks before it gives up.
  private static let mostLooks = 20_000

  /// - Parameter nodes: of one hub, each with workers of its own.
  package static func compete(at nodes: [any StorageUnderTest]) async throws {
    let trial = Trial(nodes[0])
    var lanes: [LaneTrial] = []
    for slug in ["acme", "other"] {
      let desk = try await trial.desk(slug)
      for _ in 0..<lanesOfDesk { lanes.append(try await LaneTrial(desk, messages: messagesBefore)) }
    }
    try await LaneRivals(nodes: nodes, lanes: lanes, log: Log(messages: messagesBefore + messagesMeanwhile)).run()
    #expect(try await trial.queue.readyLanes(now: trial.later(99), limit: 99) == [])
  }

  /// A lane with one message.
  package static func oneLane(at node: any StorageUnderTest) async throws -> LaneKey {
    try await LaneTrial(try await Trial(node).desk()).key
  }

  private func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for node in nodes {
        for _ in 0..<Self.workersOfNode { group.addTask { try await work(on: node.queue) } }
      }
      for (number, lane) in lanes.enumerated() {
        group.addTask { try await write(on: lane, at: nodes[number % nodes.count].desks) }
      }
      try await group.waitForAll()
    }
    for lane in lanes { log.expectAll(on: lane.key) }
  }

  private func write(on lane: LaneTrial, at desks: any DeskStorage) async throws {
    for seq in Self.messagesBefore + 1...log.messages {
      let message = try lane.desk.delivery(on: lane.lane, over: lane.partnership.id, seq: seq)
      try await desks.write(in: lane.desk.tenant) { try $0.enqueue(message) }
    }
  }

  /// Brings a few messages of whatever is ready, again and again, until all were brought.
  private func work(on queue: any DeliveryQueue) async throws {
    let now = lanes[0].trial.now
    for _ in 0..<Self.mostLooks where !log.isWhole(lanes.count) {
      for key in try await queue.readyLanes(now: now, limit: 99) {
        guard let claim = try await queue.claim(key, limit: 3, now: now, until: now.addingTimeInterval(30)) else {
          continue
        }
        log.note(claim)
        let report = LaneReport(done: claim.waiting.map(\.id))
        #expect(try await queue.report(report, for: claim, now: now), "a claim that holds was taken from its worker")
      }
    }
  }

  /// What was brought, in its order.
  private final class Log: Sendable {
    let messages: Int
    private let brought = Mutex<[LaneKey: [Int]]>([:])

    init(messages: Int) { self.messages = messages }

    func note(_ claim: LaneClaim) {
      brought.withLock { $0[claim.key, default: []] += claim.waiting.map(\.seq) }
    }

    func isWhole(_ lanes: Int) -> Bool {
      brought.withLock { $0.count == lanes && $0.values.allSatisfy { $0.count >= messages } }
    }

    func expectAll(on lane: LaneKey) { #expect(brought.withLock { $0[lane] } == Array(1...messages)) }
  }
}

extension Contract {
  static let laneRivals = [
    ContractCase("lanes that several work on at once: nothing is claimed twice, left behind, or out of its order") {
      trial in
      try await LaneRivals.compete(at: [trial.storage])
    }
  ]
}
