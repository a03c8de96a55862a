import Measuring
import Testing

@Suite("What Prometheus reads")
struct ExpositionTests {
  @Test("has help, kind and a line for each sample")
  func families() {
    let family = MetricFamily(
      .gauge, "baton_deliveries", "Messages.",
      [MetricSample(3, [MetricLabel("state", "waiting")]), MetricSample(0.5, [MetricLabel("state", "parked")])])
    #expect(
      Exposition.text(of: [family]) == """
        # HELP baton_deliveries Messages.
        # TYPE baton_deliveries gauge
        baton_deliveries{state="waiting"} 3
        baton_deliveries{state="parked"} 0.5

        """)
  }

  @Test("leaves out what has no sample")
  func empty() {
    #expect(Exposition.text(of: [MetricFamily(.counter, "a_total", "None.", [])]).isEmpty)
  }

  @Test(
    "escapes what would end a value or a line",
    arguments: [("a\"b", "a\\\"b"), ("a\\b", "a\\\\b"), ("a\nb", "a\\nb"), ("grün", "grün")])
  func escapes(value: String, written: String) {
    let family = MetricFamily(.gauge, "a", "A \"b\"\n\\.", [MetricSample(1, [MetricLabel("b", value)])])
    let text = Exposition.text(of: [family])
    #expect(text.contains("a{b=\"\(written)\"} 1\n"))
    #expect(text.hasPrefix("# HELP a A \"b\"\\n\\\\.\n"))
  }

  @Test(
    "writes numbers as Prometheus does",
    arguments: [
      (0, "0"), (-3, "-3"), (1e6, "1000000"), (0.25, "0.25"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
    ] as [(Double, String)])
  func numbers(value: Double, written: String) {
    #expect(
      Exposition.text(of: [MetricFamily(.gauge, "a", "A.", [MetricSample(value)])]).hasSuffix("\na \(written)\n"))
  }
}
