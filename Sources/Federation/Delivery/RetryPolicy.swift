import Mutants

/// When a message that could not be delivered is tried again, and when it is given to people.
package struct RetryPolicy: Sendable, Equatable {
  /// The wait after the first failure; it doubles with each further one.
  package let base: Duration
  /// The longest wait.
  package let ceiling: Duration
  /// After so many failures in a row the message is parked.
  package let tries: Int

  package init(base: Duration, ceiling: Duration, tries: Int) {
    self.base = base
    self.ceiling = ceiling
    self.tries = tries
  }

  /// A desk that does not answer: from a quarter of a second to ten minutes, for about two hours.
  package static let unreachable = RetryPolicy(base: .milliseconds(250), ceiling: .seconds(600), tries: 22)

  /// A message that the receiver stumbles over: it is parked soon, so that only its own ticket stands still.
  package static let poison = RetryPolicy(base: .milliseconds(100), ceiling: .seconds(1), tries: 3)

  /// A mail that the server does not take: from a second to half an hour, for about a day.
  package static let mail = RetryPolicy(base: .seconds(1), ceiling: .seconds(1_800), tries: 60)

  /// What an external desk does not take now: from a second to half an hour, for about a day.
  package static let outside = RetryPolicy(base: .seconds(1), ceiling: .seconds(1_800), tries: 60)

  /// The wait before the next try; nil when the tries are spent.
  ///
  /// - Parameter failures: how often it has failed in a row; from 1.
  /// - Parameter jitter: chance from 0 to 1; it takes up to half of the wait away, so that many do not come back at once.
  package func wait(afterFailures failures: Int, jitter: Double) -> Duration? {
    if Mutant.retryNeverRests.isOn { return .zero }
    guard failures < tries else { return nil }
    var wait = base
    for _ in 1..<max(2, failures) where failures > 1 && wait < ceiling { wait = wait * 2 }
    return min(wait, ceiling) * (1 - min(max(jitter, 0), 1) / 2)
  }
}
