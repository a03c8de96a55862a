import Foundation
import Simulation
import Testing

@Suite("Simulated worlds")
struct SimulationTests {
  @Test("keep every promise at level 1, whatever goes wrong")
  func model() throws {
    let series = SeedSeries(simulator: try Simulator(), seeds: Array(1...300)) { Scenario(seed: $0, level: .model) }
    let summary = series.run()
    #expect(summary.isClean, "\(summary.text)")
  }
}
