import Measuring
import Storage

/// How full the groups of writes are, and how long they take.
final class WriterMeasures: Sendable {
  private let sizes = Histogram(bounds: [1, 2, 4, 8, 16, 32, 64, 128])
  private let durations = Histogram.ofDurations()
  private let failed = Counter()

  var commits: Int { sizes.count - failed.value }
  var writes: Int { sizes.sum }

  func note(writes: Int, took duration: Duration, isKept: Bool) {
    sizes.note(writes)
    durations.note(duration)
    if !isKept { failed.add() }
  }

  var families: [MetricFamily] {
    [
      MetricFamily(
        .histogram, "baton_writer_group_writes", "Writes that went into one transaction of the writer's.",
        sizes.samples()),
      MetricFamily(
        .histogram, "baton_writer_group_duration_seconds",
        "What a transaction of the writer's took, its fsync included.",
        durations.samples()),
      MetricFamily(
        .counter, "baton_writer_failed_groups_total", "Transactions of which nothing was kept.", failed.value),
    ]
  }
}
