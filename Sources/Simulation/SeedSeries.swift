import Foundation

/// Plays one seed after the other, until one breaks.
package struct SeedSeries: Sendable {
  private let simulator: Simulator
  private let seeds: [UInt64]
  private let trace: Bool
  private let scenario: @Sendable (UInt64) -> Scenario

  /// Every so many seeds one is played twice, and must come to the same.
  private static let twice = 50

  package init(
    simulator: Simulator, seeds: [UInt64], trace: Bool = false, _ scenario: @escaping @Sendable (UInt64) -> Scenario
  ) {
    self.simulator = simulator
    self.seeds = seeds
    self.trace = trace
    self.scenario = scenario
  }

  package func run() -> SeriesSummary {
    let begin = ContinuousClock.now
    var summary = SeriesSummary(isTraced: trace)
    for (index, seed) in seeds.enumerated() {
      let verdict = simulator.run(scenario(seed), isTold: trace)
      summary.add(verdict)
      if verdict.breach != nil {
        summary.failure = simulator.shrink(verdict)
        break
      }
      if index % Self.twice == 0 {
        let again = simulator.run(scenario(seed))
        summary.replayed += 1
        if again.hash != verdict.hash {
          summary.wavering = seed
          break
        }
      }
    }
    summary.took = begin.duration(to: .now)
    return summary
  }
}

/// What a series of seeds came to.
package struct SeriesSummary: Sendable {
  let isTraced: Bool
  package private(set) var seeds = 0
  package private(set) var faults = [Int](repeating: 0, count: FaultKind.allCases.count)
  package private(set) var cells = FaultKind.allCases.map { _ in [Int](repeating: 0, count: Stage.allCases.count) }
  package private(set) var checks = [Int](repeating: 0, count: Checker.allCases.count)
  package private(set) var lines: [String] = []
  package private(set) var lastHash: UInt64 = 0
  /// How many were played twice.
  package var replayed = 0
  package var took: Duration = .zero
  /// The first that broke, shrunk; nil where none did.
  package var failure: Verdict?
  /// A seed that came to something else when it was played again.
  package var wavering: UInt64?

  init(isTraced: Bool) { self.isTraced = isTraced }

  mutating func add(_ verdict: Verdict) {
    seeds += 1
    for index in faults.indices { faults[index] += verdict.faults[index] }
    for kind in cells.indices {
      for stage in cells[kind].indices { cells[kind][stage] += verdict.cells[kind][stage] }
    }
    for index in checks.indices { checks[index] += verdict.checks[index] }
    if isTraced { lines += verdict.lines }
    lastHash = verdict.hash
  }

  package var seedsPerMinute: Int {
    let seconds = took / .seconds(1)
    return seconds > 0 ? Int(Double(seeds + replayed) / seconds * 60) : 0
  }

  /// The places where faults can strike, and those at which one did.
  package var reached: (hit: Int, of: Int) {
    var (hit, all) = (0, 0)
    for kind in FaultKind.allCases {
      for stage in kind.stages {
        all += 1
        if cells[kind.index][stage.rawValue] > 0 { hit += 1 }
      }
    }
    return (hit, all)
  }

  package var isClean: Bool { failure == nil && wavering == nil }
}
