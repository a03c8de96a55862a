import Measuring
import Testing

@Suite("Counting")
struct CountingTests {
  @Test("a gauge goes up and down, a counter only up")
  func goes() {
    let (gauge, counter) = (Gauge(), Counter())
    gauge.add(3)
    gauge.add(-1)
    counter.add()
    counter.add(4)
    #expect(gauge.value == 2)
    #expect(counter.value == 5)
  }
}
