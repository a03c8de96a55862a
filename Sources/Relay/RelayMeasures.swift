package import Measuring

/// What became of the tries to bring messages.
package final class RelayMeasures: Sendable {
  enum Outcome: String, CaseIterable {
    /// Taken by the desk at the other end: applied, known already, or kept for later.
    case delivered
    /// Not ready for it yet, or not to be reached: it is tried again.
    case deferred
    case refused
    /// Something went wrong at one of the two desks.
    case failed
  }

  private let counters: [Counter]
  /// Of claims that another had taken over: nothing of them was written.
  let lateReports = Counter()

  package init() { counters = Outcome.allCases.map { _ in Counter() } }

  func note(_ outcome: Outcome) {
    for (other, counter) in zip(Outcome.allCases, counters) where other == outcome { counter.add() }
  }

  package var families: [MetricFamily] {
    let samples = zip(Outcome.allCases, counters).map { outcome, counter in
      MetricSample(Double(counter.value), [MetricLabel("outcome", outcome.rawValue)])
    }
    return [
      MetricFamily(.counter, "baton_relay_attempts_total", "Tries to bring a message to the other desk.", samples),
      MetricFamily(
        .counter, "baton_relay_late_reports_total",
        "Reports on a lane that came when another had claimed it; nothing was written.", lateReports.value),
    ]
  }
}
