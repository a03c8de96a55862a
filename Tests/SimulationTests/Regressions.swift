import Simulation

/// A world that once broke a promise.
struct Regression: Sendable, CustomStringConvertible {
  let seed: UInt64
  var level = Scenario.Level.model
  /// What had gone wrong.
  let what: String

  var scenario: Scenario { Scenario(seed: seed, level: level) }
  var description: String { "\(seed) at level \(level.rawValue): \(what)" }
}

/// The worlds that broke; none is ever taken out.
enum Regressions {
  static let all = [
    Regression(seed: 11, what: "a lane waited for years after a clock that ran ahead was set right"),
    Regression(seed: 11, level: .files, what: "a lane waited for years after a clock that ran ahead was set right"),
    Regression(seed: 121, what: "a lane waited for years after a clock that ran ahead was set right"),
    Regression(seed: 119680, what: "a message was given up for the failures of one that was cancelled before it"),
    Regression(seed: 112937, what: "a withdrawal waited for ever for an offer whose partnership had ended"),
  ]
}
