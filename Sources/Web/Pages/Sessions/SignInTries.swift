import Crypto
package import Foundation
import Synchronization
import Ticketing

/// Counts failed tries to sign in, so that nobody goes on guessing. Known and unknown addresses are counted alike, by hash.
///
/// It lives in the process: a restart forgets it, which guessing cannot cause.
package final class SignInTries: Sendable {
  private struct Count {
    var failures: Int
    let since: Date
  }

  private let counts = Mutex<[String: Count]>([:])
  private let limit: Int
  private let span: TimeInterval
  /// So many names are remembered; at more, the oldest half is forgotten.
  private static let remembered = 100_000

  /// - Parameters:
  ///   - limit: how many failed tries a name may have within the span.
  ///   - span: in seconds.
  package init(limit: Int = 10, span: TimeInterval = 900) {
    self.limit = limit
    self.span = span
  }

  /// What tries are counted by: an address at a desk.
  package static func name(slug: String, email: String) -> String {
    "\(slug)\n\(EmailAddress(email)?.folded ?? email)"
  }

  /// When the name may be tried again; nil where it may now.
  package func blockedUntil(_ name: String, now: Date) -> Date? {
    counts.withLock { counts in
      guard let count = counts[Self.key(name)], count.failures >= limit else { return nil }
      let end = count.since.addingTimeInterval(span)
      return end > now ? end : nil
    }
  }

  /// Counts a try before its password is looked at, so that tries at the same time count too.
  package func begin(_ name: String, now: Date) {
    counts.withLock { counts in
      let key = Self.key(name)
      if let count = counts[key], count.since.addingTimeInterval(span) > now {
        counts[key]?.failures += 1
      } else {
        if counts.count >= Self.remembered { Self.forgetOlderHalf(&counts) }
        counts[key] = Count(failures: 1, since: now)
      }
    }
  }

  /// The password was right: the name's failures are forgotten.
  package func succeed(_ name: String) { counts.withLock { _ = $0.removeValue(forKey: Self.key(name)) } }

  private static func forgetOlderHalf(_ counts: inout [String: Count]) {
    let times = counts.values.map(\.since).sorted()
    let middle = times[times.count / 2]
    counts = counts.filter { $0.value.since > middle }
  }

  private static func key(_ name: String) -> String {
    SHA256.hash(data: Data(name.utf8)).prefix(16).map { String($0, radix: 16) }.joined(separator: ".")
  }
}
