import Storage
import Synchronization
import Ticketing

/// How often each desk was written since the hub was opened, and how often its tokens or agents were. One process owns the
/// file, so no write passes by it.
final class DeskVersions: Sendable {
  private struct Numbers {
    var desk: [TenantID: UInt64] = [:]
    var access: [TenantID: UInt64] = [:]
  }

  private let numbers = Mutex(Numbers())

  func version(of tenant: TenantID) -> UInt64 { numbers.withLock { $0.desk[tenant, default: 0] } }
  func accessVersion(of tenant: TenantID) -> UInt64 { numbers.withLock { $0.access[tenant, default: 0] } }

  /// To be called between a commit and its answers: what is read from then on is what the commit left, and whoever is
  /// answered finds the new number. A commit that failed may have reached the disk all the same, so it counts too.
  func raise(for written: [WriteEffects]) {
    numbers.withLock { numbers in
      for effects in written {
        guard let desk = effects.desk else { continue }
        numbers.desk[desk, default: 0] += 1
        if effects.changes.contains(.access) { numbers.access[desk, default: 0] += 1 }
      }
    }
  }
}
