import Synchronization
import Ticketing

/// How often each desk's tokens or agents were written since the hub was opened. One process owns the file, so no write
/// passes by it.
final class AccessVersions: Sendable {
  private let versions = Mutex<[TenantID: UInt64]>([:])

  func version(of tenant: TenantID) -> UInt64 { versions.withLock { $0[tenant, default: 0] } }

  /// To be called between a commit and its answers: what is read from then on is what the commit left, and whoever is
  /// answered finds the new number. A commit that failed may have reached the disk all the same, so it counts too.
  func raise(for tenants: [TenantID]) {
    guard !tenants.isEmpty else { return }
    versions.withLock { versions in for tenant in tenants { versions[tenant, default: 0] += 1 } }
  }
}
