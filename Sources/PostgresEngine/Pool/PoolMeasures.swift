import FoundationEssentials
package import Measuring

/// What the pool does: how many connections it has, who waits for one, and how long writes take.
package final class PoolMeasures: Sendable {
  /// Connections that are open.
  let open = Gauge()
  /// Pieces of work that have a connection, or the turn to make one.
  let working = Gauge()
  /// Those that wait for it.
  let waiting = Gauge()
  let connects = Counter()
  let failedConnects = Counter()
  let repeats = Counter()
  let unknownCommits = Counter()
  /// Lanes and mails of nodes that are gone, which this one gave free.
  let freed = Counter()
  /// Of the connection by which nodes know of one another.
  let nodeConnects = Counter()
  private let commits = Counter()
  private let shared = Counter()
  private let durations = Histogram.ofDurations()

  package init() {}

  func note(took duration: Duration) { durations.note(duration) }

  func note(together writes: Int) {
    commits.add()
    shared.add(writes)
  }

  func families(size: Int) -> [MetricFamily] {
    let (open, working) = (open.value, working.value)
    return [
      MetricFamily(
        .histogram, "baton_database_write_duration_seconds",
        "What a transaction that writes took, from its connection to its commit.", durations.samples()),
      MetricFamily(
        .counter, "baton_database_commits_total", "Transactions that wrote desks.", commits.value),
      MetricFamily(
        .counter, "baton_database_writes_total", "Writes of desks in them: those of one desk that wait share one.",
        shared.value),
      MetricFamily(
        .gauge, "baton_database_connections", "Connections of this node's pool that are open.",
        [
          MetricSample(Double(min(open, working)), [MetricLabel("state", "working")]),
          MetricSample(Double(max(0, open - working)), [MetricLabel("state", "idle")]),
        ]),
      MetricFamily(.gauge, "baton_database_connections_limit", "How many of them there are at most.", size),
      MetricFamily(.gauge, "baton_database_waiting", "Reads and writes that wait for a connection.", waiting.value),
      MetricFamily(
        .counter, "baton_database_connects_total", "Connections that the pool made, the lost ones' successors too.",
        connects.value),
      MetricFamily(
        .counter, "baton_database_failed_connects_total", "Connections that it could not make.", failedConnects.value),
      MetricFamily(
        .counter, "baton_database_repeats_total",
        "Transactions that ran again: others were in the way, or the connection was lost.", repeats.value),
      MetricFamily(
        .counter, "baton_database_unknown_commits_total",
        "Commits during which the connection was lost: only who asked can find out, by the same Idempotency-Key.",
        unknownCommits.value),
      MetricFamily(
        .counter, "baton_database_freed_claims_total",
        "Lanes, mails, messages and polls that a node had claimed which is gone, and that this one gave free.",
        freed.value),
      MetricFamily(
        .counter, "baton_database_node_connects_total",
        "Connections by which this node knew of the others; more than one where they were lost.", nodeConnects.value),
    ]
  }
}

extension PostgresHub {
  package var measures: [MetricFamily] {
    pool.measures.families(size: pool.size) + [
      MetricFamily(
        .gauge, "baton_last_backup_timestamp_seconds", "When this process last made a backup; absent until then.",
        lastBackup.map { [MetricSample($0.timeIntervalSince1970.rounded(.down))] } ?? [])
    ]
  }
}
