import Foundation
import Simulation
import Testing

@Suite("Simulated worlds", .timeLimit(.minutes(10)))
struct SimulationTests {
  @Test("keep every promise with storage in memory, whatever goes wrong")
  func model() throws {
    let summary = SeedSeries(simulator: try Simulator(), seeds: Array(1...2_000)) {
      Scenario(seed: $0, level: .model)
    }.run()
    #expect(summary.isClean, "\(summary.text)")
    #expect(summary.seeds == 2_000)
  }

  @Test("keep every promise with the SQL layer on files, crashes and torn logs included")
  func files() throws {
    try Self.withFolder { folder in
      let summary = SeedSeries(simulator: try Simulator(in: folder), seeds: Array(1...200)) {
        Scenario(seed: $0, level: .files)
      }.run()
      #expect(summary.isClean, "\(summary.text)")
      #expect(summary.seeds == 200)
    }
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
  func cells() throws {
    try Self.withFolder { folder in
      let summary = SeedSeries(simulator: try Simulator(in: folder), seeds: Array(10_000...10_400)) {
        Scenario(seed: $0, level: $0.isMultiple(of: 8) ? .files : .model)
      }.run()
      #expect(summary.reached.hit == summary.reached.of, "\(summary.text)")
    }
  }

  @Test("that broke a promise once keep it since", arguments: Regressions.all)
  func regressions(_ regression: Regression) throws {
    try Self.withFolder { folder in
      let verdict = try Simulator(in: folder).run(regression.scenario, isTold: true)
      #expect(verdict.breach == nil, "\(regression.what)\n\(verdict.lines.joined(separator: "\n"))")
    }
  }

  private static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("baton-worlds-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }
}
