/// How often one place is asked, and when it has asked to be left alone. Waiting is for whoever asks, not done here.
///
/// A place that answered 429 or 503 with `Retry-After` is not asked before that time has passed; and nobody asks one place
/// oftener than a bound, bursts aside. What is remembered is bounded, too: it forgets those first that have been quiet.
package struct HostLimits: Sendable {
  private struct Record: Sendable {
    /// How many requests may go at once, as of `since`.
    var tokens: Double
    var since: Duration
    var pausedUntil: Duration = .zero
  }

  package let perSecond: Double
  package let burst: Double
  private let most: Int
  private var records: [EgressPlace: Record] = [:]

  package init(perSecond: Double = 200, burst: Double = 400, most: Int = 4_096) {
    self.perSecond = max(0.001, perSecond)
    self.burst = max(1, burst)
    self.most = max(1, most)
  }

  /// Counts a request to a place.
  ///
  /// - Parameter now: of a clock that never goes back.
  /// - Returns: how long to wait, where it is not to be asked now; nil where it may.
  package mutating func take(_ place: EgressPlace, at now: Duration) -> Duration? {
    var record = records[place] ?? Record(tokens: burst, since: now)
    if record.pausedUntil > now { return record.pausedUntil - now }
    record.tokens = tokens(of: record, at: now)
    record.since = now
    guard record.tokens >= 1 else { return .seconds((1 - record.tokens) / perSecond) }
    record.tokens -= 1
    if records[place] == nil, records.count >= most { forget(at: now) }
    records[place] = record
    return nil
  }

  /// Takes to heart what a place said.
  ///
  /// - Parameter pause: how long it wants to be left alone; nil where it did not say.
  package mutating func heard(_ status: Int, pause: Duration?, from place: EgressPlace, at now: Duration) {
    guard status == 429 || status == 503, let pause, pause > .zero else { return }
    var record = records[place] ?? Record(tokens: burst, since: now)
    record.pausedUntil = max(record.pausedUntil, now + pause)
    if records[place] == nil, records.count >= most { forget(at: now) }
    records[place] = record
  }

  private func tokens(of record: Record, at now: Duration) -> Double {
    min(burst, record.tokens + max(0, (now - record.since) / .seconds(1)) * perSecond)
  }

  /// Lets go of those that may be asked as freely as strangers; where there are none, of the one that has been quiet longest.
  private mutating func forget(at now: Duration) {
    let quiet = records.filter { $0.value.pausedUntil <= now && tokens(of: $0.value, at: now) >= burst }
    for place in quiet.keys { records[place] = nil }
    guard quiet.isEmpty, let oldest = records.min(by: { $0.value.since < $1.value.since })?.key else { return }
    records[oldest] = nil
  }
}
