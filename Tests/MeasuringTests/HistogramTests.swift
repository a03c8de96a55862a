import Measuring
import Testing

@Suite("A histogram")
struct HistogramTests {
  @Test("counts each value in its class and in all above it")
  func counts() {
    let histogram = Histogram(bounds: [1, 10])
    for value in [0, 1, 2, 10, 11, 500] { histogram.note(value) }
    let samples = histogram.samples()
    #expect(samples.map(\.value) == [2, 4, 6, 524, 6])
    #expect(samples.map(\.suffix) == ["_bucket", "_bucket", "_bucket", "_sum", "_count"])
    #expect(samples.flatMap(\.labels).map(\.value) == ["1", "10", "+Inf"])
  }

  @Test("of durations tells seconds")
  func tellsSeconds() throws {
    let histogram = Histogram.ofDurations()
    histogram.note(.milliseconds(3))
    histogram.note(.seconds(20))
    let samples = histogram.samples([MetricLabel("route", "/x")])
    let five = try #require(samples.first { $0.labels.contains(MetricLabel("le", "0.005")) })
    #expect(five.value == 1)
    #expect(samples.suffix(2).map(\.value) == [20.003, 2])
    #expect(samples.allSatisfy { $0.labels.first == MetricLabel("route", "/x") })
  }

  @Test("loses nothing when many note at once")
  func isShared() async {
    let histogram = Histogram(bounds: [4])
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { for value in 0..<1_000 { histogram.note(value % 8) } } }
    }
    #expect(histogram.count == 8_000)
    #expect(histogram.sum == 28_000)
  }
}
