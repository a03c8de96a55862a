import Foundation
import Simulation
import Testing

@Suite("Simulated worlds", .serialized, .timeLimit(.minutes(10)))
struct SimulationTests {
  @Test("keep every promise with storage in memory, whatever goes wrong")
  func model() async throws {
    let series = SeedSeries(simulator: try Simulator(), seeds: Array(1...2_000)) { Scenario(seed: $0, level: .model) }
    let summary = await Self.apart { series.run() }
    #expect(summary.isClean, "\(summary.text)")
    #expect(summary.seeds == 2_000)
  }

  @Test("keep every promise with the SQL layer on files, crashes and torn logs included")
  func files() async throws {
    let simulator = try Simulator(in: Simulator.memoryFolder())
    let series = SeedSeries(simulator: simulator, seeds: Array(1...200)) { Scenario(seed: $0, level: .files) }
    let summary = await Self.apart { series.run() }
    #expect(summary.isClean, "\(summary.text)")
    #expect(summary.seeds == 200)
  }

  @Test("come to the same each time", arguments: [1, 4, 9, 16] as [UInt64])
  func replays(seed: UInt64) throws {
    let simulator = try Simulator()
    let (one, other) = (
      simulator.run(Scenario(seed: seed, level: .model), isTold: true),
      simulator.run(Scenario(seed: seed, level: .model))
    )
    #expect(one.hash == other.hash)
    #expect(one.steps == other.steps)
    #expect(!one.lines.isEmpty)
    #expect(other.lines.isEmpty)
  }

  @Test("strike at every stage of a message's life at which a fault can strike")
  func cells() async throws {
    let simulator = try Simulator(in: Simulator.memoryFolder())
    let series = SeedSeries(simulator: simulator, seeds: Array(10_000...10_800)) {
      Scenario(seed: $0, level: $0.isMultiple(of: 8) ? .files : .model)
    }
    let summary = await Self.apart { series.run() }
    #expect(summary.reached.hit == summary.reached.of, "\(summary.text)")
  }

  @Test("know desks that say what cannot be, that speak of what is not theirs, and that die half-way to a partnership")
  func strangers() async throws {
    let simulator = try Simulator()
    let series = SeedSeries(simulator: simulator, seeds: Array(1...800), trace: true) {
      Scenario(seed: $0, level: .model)
    }
    let summary = await Self.apart { series.run() }
    let told = summary.lines.joined(separator: "\n")
    let words = ["tooFar", "wrongWay", "strangeWord", "othersMove", "again", "stale"].map { "says \($0) for" }
    for word in words + ["! I5 stranger at S6: recall", "! I5 stranger at S6: return", "kept nothing of it"] {
      #expect(told.contains(word), "nobody: \(word)")
    }
  }

  @Test("are shrunk to what still breaks the same promise, with the command that plays it again")
  func shrinks() throws {
    let simulator = try Simulator()
    var scenario = Scenario(seed: 7, level: .model)
    scenario.skipped = [1, 3, 4, 5, 20]
    #expect(scenario.command == "baton simulate --seed 7 --level 1 --trace --skip 1,3-5,20")
    let clean = simulator.run(scenario)
    #expect(clean.breach == nil)
    #expect(simulator.shrink(clean).steps == clean.steps)
  }

  @Test("that broke a promise once keep it since", arguments: Regressions.all)
  func regressions(_ regression: Regression) throws {
    let verdict = try Simulator(in: Simulator.memoryFolder()).run(regression.scenario, isTold: true)
    #expect(verdict.breach == nil, "\(regression.what)\n\(verdict.lines.joined(separator: "\n"))")
  }

  /// Does what takes long on a thread of its own, so that it takes none from the tests that wait for one another.
  private static func apart<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: work()) }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
}
