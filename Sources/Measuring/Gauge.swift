import Synchronization

/// How many there are now of something that comes and goes.
package final class Gauge: Sendable {
  private let count = Atomic<Int>(0)

  package init() {}

  package var value: Int { count.load(ordering: .relaxed) }

  package func add(_ amount: Int) { count.wrappingAdd(amount, ordering: .relaxed) }
}
