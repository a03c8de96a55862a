package import Measuring

/// How many handoffs were compared with what partners keep of them, and what came of it.
package final class DriftMeasures: Sendable {
  private let compared = Counter()
  private let found = Counter()
  private let healed = Counter()

  package init() {}

  func note(_ tally: DriftTally) {
    compared.add(tally.compared)
    found.add(tally.found)
    healed.add(tally.healed)
  }

  package var families: [MetricFamily] {
    [
      family("baton_drift_compared_total", "Handoffs compared between their two desks.", compared),
      family("baton_drift_found_total", "Handoffs whose two desks' records had drifted apart.", found),
      family("baton_drift_healed_total", "Those that were put right.", healed),
    ]
  }

  private func family(_ name: String, _ help: String, _ counter: Counter) -> MetricFamily {
    MetricFamily(.counter, name, help, [MetricSample(Double(counter.value))])
  }
}

/// What came of comparing some handoffs.
package struct DriftTally: Sendable, Equatable {
  package var compared = 0
  package var found = 0
  package var healed = 0

  package init() {}

  package static func += (left: inout DriftTally, right: DriftTally) {
    left.compared += right.compared
    left.found += right.found
    left.healed += right.healed
  }
}
