package import Ticketing

/// Where a sealed value lies; part of what is authenticated, so that a value moved elsewhere does not open.
package struct SealContext: Sendable, Hashable {
  package let tenant: TenantID
  package let table: String
  package let row: String
  package let column: String

  package init(tenant: TenantID, table: String, row: String, column: String) {
    self.tenant = tenant
    self.table = table
    self.row = row
    self.column = column
  }
}

/// Seals secrets before they are kept. Each tenant has a key of its own, which itself is kept sealed.
package protocol Sealer: Sendable {
  func newTenantKey(for tenant: TenantID) throws -> [UInt8]
  func seal(_ plain: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8]
  /// - Throws: `StorageError.corrupt` where the value does not open here.
  func open(_ sealed: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8]
  /// 32 bytes that nobody works out without the tenant's key, always the same for one purpose: to make codes with, and to
  /// know them again. They live as long as the tenant's key does, also where that is sealed anew.
  func derivedKey(for purpose: KeyPurpose, under tenantKey: [UInt8], of tenant: TenantID) throws -> [UInt8]
}

/// What a derived key is for. Keys of different purposes say nothing of one another.
package enum KeyPurpose: String, Sendable, CaseIterable {
  /// Codes in addresses and ids of mail.
  case mailTokens = "baton mail tokens 1"
}
