package import Foundation

/// Runs worlds, and shrinks those that break.
package struct Simulator: Sendable {
  private let template: SQLiteTemplate?

  /// - Parameter folder: a new directory for databases, best in memory; removed in the end. Level 1 needs none.
  package init(in folder: URL? = nil) throws { template = try folder.map(SQLiteTemplate.init) }

  package func run(_ scenario: Scenario, isTold: Bool = false) -> Verdict {
    World(scenario, template: template, isTold: isTold).live()
  }

  /// Leaves out faults, then deeds, as long as the same checker goes on finding something.
  package func shrink(_ verdict: Verdict) -> Verdict {
    guard let breach = verdict.breach else { return verdict }
    var best = verdict
    func isSame(_ other: Verdict) -> Bool { other.breach?.checker == breach.checker }
    for kind in verdict.scenario.kinds {
      var smaller = best.scenario
      smaller.kinds.removeAll { $0 == kind }
      let tried = run(smaller)
      if isSame(tried) { best = tried }
    }
    var length = verdict.scenario.deeds / 2
    while length >= 1 {
      for start in stride(from: 0, to: verdict.scenario.deeds, by: length) {
        var smaller = best.scenario
        let left = Set(start..<min(start + length, verdict.scenario.deeds))
        smaller.skipped = Array(left.union(smaller.skipped)).sorted()
        guard smaller.skipped != best.scenario.skipped else { continue }
        let tried = run(smaller)
        if isSame(tried) { best = tried }
      }
      length /= 2
    }
    return run(best.scenario, isTold: true)
  }
}
