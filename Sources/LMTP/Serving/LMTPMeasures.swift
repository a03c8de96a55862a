package import Measuring

/// How much mail comes in by LMTP, and what becomes of it.
package final class LMTPMeasures: Sendable {
  enum Outcome: String, CaseIterable {
    case kept
    /// It could not be kept, and the client tries again.
    case deferred
    case refused
    case tooLarge = "too_large"
    /// The connection ended before the message did.
    case brokenOff = "broken_off"
  }

  private let outcomes = Outcome.allCases.map { _ in Counter() }
  let sessions = Gauge()
  /// Turned away, since too many were there.
  let turnedAway = Counter()

  package init() {}

  func note(_ outcome: Outcome, _ count: Int = 1) {
    for (other, counter) in zip(Outcome.allCases, outcomes) where other == outcome { counter.add(count) }
  }

  /// What `/metrics` tells of it.
  package var families: [MetricFamily] {
    [
      MetricFamily(
        .counter, "baton_lmtp_messages_total", "Messages by LMTP, one for each recipient, by what became of them.",
        zip(Outcome.allCases, outcomes).map {
          MetricSample(Double($1.value), [MetricLabel("outcome", $0.rawValue)])
        }),
      MetricFamily(.gauge, "baton_lmtp_sessions", "Connections by LMTP that are open.", sessions.value),
      MetricFamily(
        .counter, "baton_lmtp_turned_away_total", "Connections by LMTP that were one too many.", turnedAway.value),
    ]
  }
}
