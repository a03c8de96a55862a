package import Measuring

/// How long writes take.
final class PoolMeasures: Sendable {
  private let durations = Histogram.ofDurations()

  func note(took duration: Duration) { durations.note(duration) }

  var families: [MetricFamily] {
    [
      MetricFamily(
        .histogram, "baton_database_write_duration_seconds",
        "What a transaction that writes took, from its connection to its commit.", durations.samples())
    ]
  }
}

extension PostgresHub {
  package var measures: [MetricFamily] { measuresOfPool.families }
}
