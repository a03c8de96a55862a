import Storage
import Testing
import Vault

@Suite("Rotating the master key")
struct RotationTests {
  private let old = KeyRing()
  private let plain: [UInt8] = [1, 2, 3]

  @Test("leaves what was sealed before open")
  func oldOpens() throws {
    let (tenantKey, sealed) = try seal()
    let sealer = VaultSealer(keys: old.rotated())
    #expect(try sealer.open(sealed, under: tenantKey, Samples.context) == plain)
    #expect(try !sealer.isUnderFirstKey(tenantKey))
  }

  @Test("is done for a tenant when its key is sealed anew: its values open without the earlier master key")
  func resealed() throws {
    let (tenantKey, sealed) = try seal()
    let ring = old.rotated()
    let sealer = VaultSealer(keys: ring)
    let anew = try sealer.resealedTenantKey(tenantKey, for: Samples.tenant)
    #expect(try sealer.isUnderFirstKey(anew))
    #expect(try sealer.open(sealed, under: anew, Samples.context) == plain)
    #expect(throws: StorageError.self) { try VaultSealer(keys: old).open(sealed, under: anew, Samples.context) }
  }

  @Test("seals new tenant keys under the new master key at once, in a hub that runs")
  func online() throws {
    let sealer = VaultSealer(keys: old)
    let (tenantKey, sealed) = try seal()
    #expect(try sealer.open(sealed, under: tenantKey, Samples.context) == plain)
    let ring = old.rotated()
    sealer.use(ring)
    #expect(try sealer.isUnderFirstKey(sealer.newTenantKey(for: Samples.tenant)))
    #expect(try sealer.open(sealed, under: tenantKey, Samples.context) == plain)
  }

  @Test("ends with a master key that is gone opening nothing, even what was open before")
  func retired() throws {
    let sealer = VaultSealer(keys: old)
    let (tenantKey, sealed) = try seal()
    #expect(try sealer.open(sealed, under: tenantKey, Samples.context) == plain)
    sealer.use(KeyRing())
    #expect(throws: StorageError.self) { try sealer.open(sealed, under: tenantKey, Samples.context) }
  }

  @Test("does not give a tenant another's key")
  func otherTenant() throws {
    let (tenantKey, _) = try seal()
    #expect(throws: StorageError.self) {
      try VaultSealer(keys: old.rotated()).resealedTenantKey(tenantKey, for: Samples.otherTenant)
    }
  }

  @Test("a hub with another key file opens nothing, and says which key it lacks")
  func otherInstall() throws {
    let (tenantKey, sealed) = try seal()
    let error = #expect(throws: StorageError.self) {
      try VaultSealer(keys: KeyRing()).open(sealed, under: tenantKey, Samples.context)
    }
    #expect("\(String(describing: error))".contains("\(old.first.id)"))
  }

  private func seal() throws -> (tenantKey: [UInt8], sealed: [UInt8]) {
    let sealer = VaultSealer(keys: old)
    let tenantKey = try sealer.newTenantKey(for: Samples.tenant)
    return (tenantKey, try sealer.seal(plain, under: tenantKey, Samples.context))
  }
}
