import Synchronization

/// A bucket of tokens for each key: every request takes one, and they come back with time.
///
/// What is remembered is bounded. When there are too many keys the older half is forgotten: whoever comes back then begins
/// with a full bucket, which somebody with thousands of addresses gains nothing by that more addresses would not give.
package final class TokenBuckets<Key: Hashable & Sendable>: Sendable {
  private struct Bucket {
    var tokens: Double
    /// Since some beginning that is the same for all.
    var filledAt: Duration
  }

  private struct State {
    var young: [Key: Bucket] = [:]
    var old: [Key: Bucket] = [:]
  }

  private let limit: RateLimit
  private let capacity: Int
  private let state = Mutex(State())

  /// - Parameter capacity: in keys; twice as many are remembered at most.
  package init(_ limit: RateLimit, capacity: Int = 8_192) {
    self.limit = limit
    self.capacity = capacity
  }

  package var count: Int { state.withLock { $0.young.count + $0.old.count } }

  /// Takes a token.
  ///
  /// - Parameter uptime: of a clock that never goes back.
  /// - Returns: nil where there was one, else how long until there is.
  package func take(_ key: Key, at uptime: Duration) -> Duration? {
    guard !limit.isOff else { return nil }
    return state.withLock { state in
      var bucket = state.young[key] ?? state.old[key] ?? Bucket(tokens: limit.burst, filledAt: uptime)
      let rest = Self.seconds(uptime - bucket.filledAt)
      if rest > 0 {
        bucket.tokens = min(limit.burst, bucket.tokens + rest * limit.perSecond)
        bucket.filledAt = uptime
      }
      let isThere = bucket.tokens >= 1
      if isThere { bucket.tokens -= 1 }
      if state.young.count >= capacity, state.young[key] == nil {
        state.old = state.young
        state.young = [:]
      }
      state.young[key] = bucket
      return isThere ? nil : .seconds((1 - bucket.tokens) / limit.perSecond)
    }
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
