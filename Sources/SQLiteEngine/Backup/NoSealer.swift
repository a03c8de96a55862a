import Storage
import Ticketing

/// Seals and opens nothing: for work that has no business with secrets.
struct NoSealer: Sealer {
  func newTenantKey(for tenant: TenantID) throws -> [UInt8] { throw StorageError.unavailable("nothing is sealed here") }

  func seal(_ plain: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] {
    throw StorageError.unavailable("nothing is sealed here")
  }

  func open(_ sealed: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] {
    throw StorageError.unavailable("nothing is opened here")
  }

  func derivedKey(for purpose: KeyPurpose, under tenantKey: [UInt8], of tenant: TenantID) throws -> [UInt8] {
    throw StorageError.unavailable("no key is derived here")
  }
}
