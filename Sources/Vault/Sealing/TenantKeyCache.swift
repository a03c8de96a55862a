import Synchronization
import Ticketing

/// Opened tenant keys, so that the master key is not used for every value. Safe from any thread.
///
/// It holds at most `capacity` keys in two generations: when the younger is full, the older is forgotten and they change
/// places. A key that is used again moves to the younger, so the keys in use stay.
final class TenantKeyCache: Sendable {
  /// The sealed bytes are part of it, so that a key sealed anew or for another tenant is opened, not assumed.
  struct Entry: Hashable {
    let tenant: TenantID
    let sealed: [UInt8]
  }

  private struct Generations {
    var younger: [Entry: TenantKey] = [:]
    var older: [Entry: TenantKey] = [:]
  }

  private let generations = Mutex(Generations())
  private let half: Int

  /// - Parameter capacity: in keys, at least 2.
  init(capacity: Int) { half = max(1, capacity / 2) }

  var count: Int { generations.withLock { $0.younger.count + $0.older.count } }

  /// The key, opened by `open` where it is not held; `open` runs outside the lock, perhaps twice at once.
  func key(_ entry: Entry, open: () throws -> TenantKey) rethrows -> TenantKey {
    if let held = generations.withLock({ find(entry, in: &$0) }) { return held }
    let key = try open()
    generations.withLock { keep(key, as: entry, in: &$0) }
    return key
  }

  func forgetAll() { generations.withLock { $0 = Generations() } }

  private func find(_ entry: Entry, in generations: inout Generations) -> TenantKey? {
    if let key = generations.younger[entry] { return key }
    guard let key = generations.older.removeValue(forKey: entry) else { return nil }
    keep(key, as: entry, in: &generations)
    return key
  }

  private func keep(_ key: TenantKey, as entry: Entry, in generations: inout Generations) {
    if generations.younger.count >= half {
      generations.older = generations.younger
      generations.younger = [:]
    }
    generations.younger[entry] = key
  }
}
