/// What came of a world.
package struct Verdict: Sendable {
  package let scenario: Scenario
  /// Nil where every checker was content.
  package let breach: Breach?
  package let hash: UInt64
  package let lines: [String]
  /// How often each kind struck, by its index.
  package let faults: [Int]
  /// The same by the stage at which it struck.
  package let cells: [[Int]]
  /// How often each checker looked, by its index.
  package let checks: [Int]
  package let steps: Int
}
