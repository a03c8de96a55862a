package import Mutants

/// Switches on one seeded bug after the other, and looks by which checker it is caught, and how soon.
package struct MutantHunt: Sendable {
  package struct Catch: Sendable, Encodable {
    package let mutant: String
    /// Nil where no checker caught it.
    package let seed: UInt64?
    package let checker: String?
    /// Seeds played.
    package let played: Int
  }

  private let simulator: Simulator
  private let level: Scenario.Level
  private let seeds: Int

  /// - Parameter seeds: how many each has to be caught within.
  package init(simulator: Simulator, level: Scenario.Level, seeds: Int) {
    self.simulator = simulator
    self.level = level
    self.seeds = seeds
  }

  #if MUTANTS
    /// Plays until the mutant is caught: at a seed that the whole engine passes.
    package func hunt(_ mutant: Mutant) -> Catch {
      Mutant.current = mutant
      defer { Mutant.current = nil }
      for played in 1...max(1, seeds) {
        let verdict = simulator.run(Scenario(seed: UInt64(played), level: level))
        if let breach = verdict.breach, passes(verdict.scenario, without: mutant) {
          return Catch(
            mutant: mutant.rawValue, seed: verdict.scenario.seed, checker: breach.checker.rawValue, played: played)
        }
      }
      return Catch(mutant: mutant.rawValue, seed: nil, checker: nil, played: seeds)
    }

    private func passes(_ scenario: Scenario, without mutant: Mutant) -> Bool {
      Mutant.current = nil
      defer { Mutant.current = mutant }
      return simulator.run(scenario).breach == nil
    }
  #else
    /// This build has no mutants; nothing is played.
    package func hunt(_ mutant: Mutant) -> Catch {
      Catch(mutant: mutant.rawValue, seed: nil, checker: nil, played: 0)
    }
  #endif
}
