/// Numbers that depend on a seed alone (SplitMix64, Steele et al. 2014).
package struct Chance: Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// A stream of its own for each pair of numbers, so that leaving one out changes nothing of the others.
  package init(seed: UInt64, stream: UInt64, _ index: Int = 0) {
    var mixer = Chance(seed: seed &+ stream &* 0xD1B5_4A32_D192_ED03)
    state = mixer.next() ^ (UInt64(truncatingIfNeeded: index) &* 0x9FB2_1C65_1E98_DF25)
    state = next()
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 up to, and without, a bound of at least 1.
  package mutating func below(_ bound: Int) -> Int { Int(next() >> 1) % bound }

  package mutating func among(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// - Parameter share: from 0, never, to 1, always.
  package mutating func happens(_ share: Double) -> Bool {
    Double(next() >> 11) / Double(UInt64(1) << 53) < share
  }

  package mutating func pick<Item>(_ items: [Item]) -> Item? { items.isEmpty ? nil : items[below(items.count)] }

  /// From a millisecond to the bound; each tenfold is as likely as the next.
  package mutating func span(upTo milliseconds: Int) -> Int {
    var ceiling = 10
    while ceiling < milliseconds, happens(0.7) { ceiling *= 10 }
    return among(1...min(ceiling, milliseconds))
  }

  package mutating func shuffle<Item>(_ items: inout [Item]) {
    for last in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(last, below(last + 1)) }
  }
}
