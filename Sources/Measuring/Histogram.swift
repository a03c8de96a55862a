import Synchronization

/// How values spread over fixed classes: to note one costs two additions and no lock.
package final class Histogram: Sendable {
  /// The upper bounds, ascending, in the unit of what is noted; what is above the last goes into a class of its own.
  private let bounds: [Int]
  /// So many units of what is noted make one of what is told.
  private let scale: Double
  private let classes: [Counter]
  private let total = Counter()

  /// - Parameter scale: a billion where nanoseconds are noted, and seconds are told.
  package init(bounds: [Int], scale: Double = 1) {
    self.bounds = bounds
    self.scale = scale
    classes = (0...bounds.count).map { _ in Counter() }
  }

  /// For durations from half a millisecond to ten seconds.
  package static func ofDurations() -> Histogram {
    let microseconds = [
      500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000,
    ]
    return Histogram(bounds: microseconds.map { $0 * 1_000 }, scale: 1e9)
  }

  package func note(_ value: Int) {
    let place = bounds.firstIndex { value <= $0 } ?? bounds.count
    classes[place].add()
    total.add(value)
  }

  package func note(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    note(Int(clamping: seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
  }

  /// How many values were noted.
  package var count: Int { classes.reduce(0) { $0 + $1.value } }

  /// What they add up to, in the unit of what is noted.
  package var sum: Int { total.value }

  /// - Parameter labels: what this histogram is about, among those of its family.
  package func samples(_ labels: [MetricLabel] = []) -> [MetricSample] {
    var sofar = 0
    var samples: [MetricSample] = []
    for (place, members) in classes.enumerated() {
      sofar += members.value
      let bound = place < bounds.count ? MetricSample.text(Double(bounds[place]) / scale) : "+Inf"
      samples.append(MetricSample(Double(sofar), labels + [MetricLabel("le", bound)], suffix: "_bucket"))
    }
    // Counted from the classes as they were read: one that is noted meanwhile must not make the two disagree.
    return samples + [
      MetricSample(Double(sum) / scale, labels, suffix: "_sum"), MetricSample(Double(sofar), labels, suffix: "_count"),
    ]
  }
}
