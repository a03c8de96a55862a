import Crypto
package import Storage
import Synchronization
package import Ticketing

/// Seals values with AES-256-GCM under a key of their tenant, which itself is sealed under a master key.
///
/// What is kept is of no use without the key file, and opens only as the tenant, table, row and column that it was sealed for.
package final class VaultSealer: Sealer {
  private let keys: Mutex<KeyRing>
  private let random: RandomBytes
  private let cache: TenantKeyCache

  /// - Parameter heldTenantKeys: how many opened tenant keys are kept in memory, at least 2.
  package init(keys: KeyRing, heldTenantKeys: Int = 1_024, random: RandomBytes = .system) {
    self.keys = Mutex(keys)
    self.random = random
    cache = TenantKeyCache(capacity: heldTenantKeys)
  }

  /// Takes other master keys, while the hub runs: after a key was added to the file, or an earlier one taken out of it.
  package func use(_ keys: KeyRing) {
    self.keys.withLock { $0 = keys }
    cache.forgetAll()
  }

  /// How many opened tenant keys are in memory now.
  package var heldTenantKeys: Int { cache.count }

  package func newTenantKey(for tenant: TenantID) throws -> [UInt8] {
    try seal(tenantKey: random(TenantKey.length), of: tenant)
  }

  /// - Throws: `StorageError.corrupt` where the tenant key does not open.
  package func seal(_ plain: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] {
    let key = try opened(tenantKey, of: context.tenant)
    return try SealedBytes.seal(plain, with: key.key, id: key.id, random: random) {
      AssociatedBytes.value(in: context, header: $0)
    }
  }

  package func open(_ sealed: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] {
    let key = try opened(tenantKey, of: context.tenant)
    let parts = try SealedBytes(sealed)
    guard parts.keyID == key.id else {
      throw StorageError.corrupt("a value of \(context.table).\(context.column) is sealed under another tenant key")
    }
    return try parts.open(with: key.key) { AssociatedBytes.value(in: context, header: $0) }
  }

  /// HKDF (RFC 5869) with SHA-256 over the opened key.
  ///
  /// - Throws: `StorageError.corrupt` where the tenant key does not open.
  package func derivedKey(for purpose: KeyPurpose, under tenantKey: [UInt8], of tenant: TenantID) throws -> [UInt8] {
    let key = try opened(tenantKey, of: tenant)
    let derived = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: key.key, info: Array(purpose.rawValue.utf8), outputByteCount: TenantKey.length)
    return derived.withUnsafeBytes { Array($0) }
  }

  /// The same tenant key, sealed anew under the first master key; the values sealed under it stay as they are.
  ///
  /// - Throws: `StorageError.corrupt` where the tenant key does not open.
  package func resealedTenantKey(_ tenantKey: [UInt8], for tenant: TenantID) throws -> [UInt8] {
    try seal(tenantKey: openedBytes(tenantKey, of: tenant), of: tenant)
  }

  /// Whether a tenant key needs no `resealedTenantKey`: its master key is the first.
  ///
  /// - Throws: `StorageError.corrupt` where it is no sealed key at all. Whether it opens is not tried.
  package func isUnderFirstKey(_ tenantKey: [UInt8]) throws -> Bool {
    try SealedBytes(tenantKey).keyID == keys.withLock { $0.first.id }
  }

  private func seal(tenantKey bytes: [UInt8], of tenant: TenantID) throws -> [UInt8] {
    let master = keys.withLock { $0.first }
    return try SealedBytes.seal(bytes, with: master.key, id: master.id, random: random) {
      AssociatedBytes.tenantKey(of: tenant, header: $0)
    }
  }

  private func opened(_ tenantKey: [UInt8], of tenant: TenantID) throws -> TenantKey {
    try cache.key(.init(tenant: tenant, sealed: tenantKey)) { TenantKey(try openedBytes(tenantKey, of: tenant)) }
  }

  private func openedBytes(_ tenantKey: [UInt8], of tenant: TenantID) throws(StorageError) -> [UInt8] {
    let parts = try SealedBytes(tenantKey)
    guard let master = keys.withLock({ $0.key(parts.keyID) }) else {
      throw .corrupt("a tenant key is sealed under the master key \(parts.keyID), which the key file does not have")
    }
    return try parts.open(with: master.key) { AssociatedBytes.tenantKey(of: tenant, header: $0) }
  }
}
