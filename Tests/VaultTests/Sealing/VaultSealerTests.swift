import Foundation
import Storage
import Testing
import Ticketing
import Vault

@Suite("A sealed value")
struct VaultSealerTests {
  private let sealer = VaultSealer(keys: KeyRing())
  private let tenantKey: [UInt8]
  private let plain = Array("the partner's password".utf8)

  init() throws { tenantKey = try sealer.newTenantKey(for: Samples.tenant) }

  @Test("opens where it was sealed", arguments: [0, 1, 16, 10_000])
  func roundTrip(length: Int) throws {
    let plain = [UInt8](repeating: 0x41, count: length)
    let sealed = try sealer.seal(plain, under: tenantKey, Samples.context)
    #expect(try sealer.open(sealed, under: tenantKey, Samples.context) == plain)
    #expect(sealed.count == length + 34)
  }

  @Test("does not show its value, nor that two values are the same")
  func hidden() throws {
    let sealed = try sealer.seal(plain, under: tenantKey, Samples.context)
    #expect(!sealed.contains(plain))
    #expect(try sealer.seal(plain, under: tenantKey, Samples.context) != sealed)
  }

  @Test(
    "does not open in another table, row or column, even where the words run together alike",
    arguments: [
      ("connections", "7", "password"), ("connection", "8", "password"), ("connection", "7", "token"),
      ("connectio", "n7", "password"), ("connection", "7p", "assword"), ("connection7", "", "password"),
      ("", "connection7", "password"), ("connection", "7\u{0}", "password"),
    ])
  func moved(table: String, row: String, column: String) throws {
    let sealed = try sealer.seal(plain, under: tenantKey, Samples.context)
    let elsewhere = SealContext(tenant: Samples.tenant, table: table, row: row, column: column)
    #expect(throws: StorageError.self) { try sealer.open(sealed, under: tenantKey, elsewhere) }
  }

  @Test("does not open where its row differs in the Unicode form only")
  func canonicalTwins() throws {
    let composed = SealContext(tenant: Samples.tenant, table: "t", row: "\u{E9}", column: "c")
    let decomposed = SealContext(tenant: Samples.tenant, table: "t", row: "e\u{301}", column: "c")
    let sealed = try sealer.seal(plain, under: tenantKey, composed)
    #expect(throws: StorageError.self) { try sealer.open(sealed, under: tenantKey, decomposed) }
  }

  @Test("does not open for another tenant, neither with that tenant's key nor with the first one's")
  func otherTenant() throws {
    let sealed = try sealer.seal(plain, under: tenantKey, Samples.context)
    let foreign = SealContext(tenant: Samples.otherTenant, table: "connection", row: "7", column: "password")
    let foreignKey = try sealer.newTenantKey(for: Samples.otherTenant)
    #expect(throws: StorageError.self) { try sealer.open(sealed, under: foreignKey, foreign) }
    #expect(throws: StorageError.self) { try sealer.open(sealed, under: tenantKey, foreign) }
    #expect(throws: StorageError.self) { try sealer.open(sealed, under: foreignKey, Samples.context) }
    #expect(throws: StorageError.self) { try sealer.seal(plain, under: tenantKey, foreign) }
  }

  @Test("does not open after any one bit has flipped, in it or in its tenant key")
  func flippedBits() throws {
    let sealed = try sealer.seal(plain, under: tenantKey, Samples.context)
    for bit in 0..<sealed.count * 8 {
      #expect(isCorrupt { try sealer.open(flip(bit, of: sealed), under: tenantKey, Samples.context) })
    }
    for bit in 0..<tenantKey.count * 8 {
      #expect(isCorrupt { try sealer.open(sealed, under: flip(bit, of: tenantKey), Samples.context) })
    }
  }

  @Test("does not open when it is cut, empty, or longer than it was")
  func cut() throws {
    let sealed = try sealer.seal(plain, under: tenantKey, Samples.context)
    for length in 0..<sealed.count {
      #expect(isCorrupt { try sealer.open(Array(sealed.prefix(length)), under: tenantKey, Samples.context) })
    }
    #expect(isCorrupt { try sealer.open(sealed + [0], under: tenantKey, Samples.context) })
    for length in 0..<tenantKey.count {
      #expect(isCorrupt { try sealer.seal(plain, under: Array(tenantKey.prefix(length)), Samples.context) })
    }
  }

  @Test("and a tenant key do not open as one another")
  func domains() throws {
    let sealed = try sealer.seal(plain, under: tenantKey, Samples.context)
    #expect(isCorrupt { try sealer.open(tenantKey, under: tenantKey, Samples.context) })
    #expect(isCorrupt { try sealer.seal(plain, under: sealed, Samples.context) })
  }

  @Test("opens after more tenants were served than keys are held in memory")
  func boundedMemory() throws {
    let sealer = VaultSealer(keys: KeyRing(), heldTenantKeys: 8)
    let sealed = try (0..<50).map { _ in
      let context = SealContext(tenant: TenantID(UUID()), table: "t", row: "1", column: "c")
      let key = try sealer.newTenantKey(for: context.tenant)
      return (context, key, try sealer.seal(plain, under: key, context))
    }
    for (context, key, bytes) in sealed {
      #expect(try sealer.open(bytes, under: key, context) == plain)
      #expect(sealer.heldTenantKeys <= 8)
    }
  }

  @Test("opens from many tasks at once")
  func concurrent() async throws {
    let sealed = try sealer.seal(plain, under: tenantKey, Samples.context)
    try await withThrowingTaskGroup(of: [UInt8].self) { [sealer, tenantKey] group in
      for _ in 0..<200 { group.addTask { try sealer.open(sealed, under: tenantKey, Samples.context) } }
      for try await opened in group { #expect(opened == plain) }
    }
  }

  private func flip(_ bit: Int, of bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    bytes[bit / 8] ^= 1 << (bit % 8)
    return bytes
  }

  /// Whether it fails as damage does, not in another way.
  private func isCorrupt(_ body: () throws -> [UInt8]) -> Bool {
    do {
      _ = try body()
      return false
    } catch StorageError.corrupt {
      return true
    } catch {
      return false
    }
  }
}

@Suite("A key derived for a purpose")
struct DerivedKeyTests {
  private let ring = KeyRing()

  @Test("is the same each time, also when the tenant's key is sealed anew, and 32 bytes long")
  func lasts() throws {
    let sealer = VaultSealer(keys: ring)
    let tenantKey = try sealer.newTenantKey(for: Samples.tenant)
    let key = try sealer.derivedKey(for: .mailTokens, under: tenantKey, of: Samples.tenant)
    let later = VaultSealer(keys: ring.rotated())
    let anew = try later.resealedTenantKey(tenantKey, for: Samples.tenant)
    #expect(key.count == 32)
    #expect(try later.derivedKey(for: .mailTokens, under: anew, of: Samples.tenant) == key)
  }

  @Test("is another tenant's never, and not to be had without the master key")
  func bound() throws {
    let sealer = VaultSealer(keys: ring)
    let tenantKey = try sealer.newTenantKey(for: Samples.tenant)
    let other = try sealer.newTenantKey(for: Samples.otherTenant)
    #expect(
      try sealer.derivedKey(for: .mailTokens, under: tenantKey, of: Samples.tenant)
        != sealer.derivedKey(for: .mailTokens, under: other, of: Samples.otherTenant))
    #expect(throws: StorageError.self) {
      try sealer.derivedKey(for: .mailTokens, under: tenantKey, of: Samples.otherTenant)
    }
    #expect(throws: StorageError.self) {
      try VaultSealer(keys: KeyRing()).derivedKey(for: .mailTokens, under: tenantKey, of: Samples.tenant)
    }
  }
}
