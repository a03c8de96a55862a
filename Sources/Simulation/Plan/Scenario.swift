/// What a seed makes of a world, before anything happens in it. Shrinking leaves things out of it.
package struct Scenario: Sendable {
  package enum Shape: String, Sendable, CaseIterable {
    case chain
    case star
    case ring
  }

  package enum Level: Int, Sendable {
    /// Storage in memory.
    case model = 1
    /// The real SQL layer, on files.
    case files = 2
  }

  package let seed: UInt64
  package let level: Level
  package let shape: Shape
  /// For each desk the hub that it is on.
  package let hubs: [Int]
  /// For each hub how many nodes work on its storage.
  package let nodes: [Int]
  /// In the order of their declaration.
  package var kinds: [FaultKind]
  /// How often each kind strikes where it can, by its index.
  package let shares: [Double]
  package let deeds: Int
  /// The longest pause between two deeds, in milliseconds.
  package let pause: Int
  /// The deeds that are left out.
  package var skipped: [Int] = []

  package var desks: Int { hubs.count }
  package var hubCount: Int { nodes.count }

  /// - Parameter desks: how many; nil lets the seed decide, 2 to 7.
  package init(seed: UInt64, level: Level, desks wanted: Int? = nil) {
    var chance = Chance(seed: seed, stream: 1)
    self.seed = seed
    self.level = level
    let sizes = [2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 6, 7]
    let seeded = chance.pick(sizes) ?? 3
    let count = min(max(wanted ?? seeded, 2), 7)
    shape = count == 2 ? .chain : chance.pick(Shape.allCases) ?? .chain
    let hubCount = chance.pick([1, 2, 2, min(3, count), count > 3 ? 3 : 2]) ?? 1
    hubs = (0..<count).map { desk in desk < hubCount ? desk : chance.below(hubCount) }
    nodes = (0..<hubCount).map { _ in chance.happens(0.3) ? 2 : 1 }
    let appetite = chance.pick([0.0, 0.15, 0.3, 0.5, 0.8]) ?? 0.3
    var kinds: [FaultKind] = []
    let first = FaultKind.allCases.filter { !FaultKind.later.contains($0) }
    for kind in first where chance.happens(appetite) {
      if kind != .tornLog || level == .files { kinds.append(kind) }
    }
    var shares = first.map { _ in chance.pick(Self.shares) ?? 0.03 }
    var later = Chance(seed: seed, stream: 8)
    for kind in FaultKind.later {
      if later.happens(appetite) { kinds.append(kind) }
      shares.append(later.pick(Self.shares) ?? 0.03)
    }
    (self.kinds, self.shares) = (kinds, shares)
    deeds = chance.pick([12, 20, 30, 45, 60]) ?? 20
    pause = chance.pick([50, 2_000, 60_000, 3_600_000, 90_000_000]) ?? 2_000
  }

  private static let shares = [0.01, 0.03, 0.08, 0.2]

  /// Whether hubs are put back to what they were.
  var goesBack: Bool { kinds.contains(.oldCopy) || kinds.contains(.copiedInMidst) }

  func share(of kind: FaultKind) -> Double { kinds.contains(kind) ? shares[kind.index] : 0 }

  /// Pairs of desks that are partners; the first of each invited.
  var links: [(Int, Int)] {
    switch shape {
    case .chain: (1..<desks).map { ($0 - 1, $0) }
    case .star: (1..<desks).map { (0, $0) }
    case .ring: (0..<desks).map { ($0, ($0 + 1) % desks) }
    }
  }
}
