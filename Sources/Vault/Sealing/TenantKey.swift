import Crypto

/// A tenant's own key in the clear; it seals the tenant's values.
struct TenantKey: Sendable {
  static let length = 32

  let id: KeyID
  let key: SymmetricKey

  init(_ bytes: [UInt8]) {
    id = KeyID(of: bytes)
    key = SymmetricKey(data: bytes)
  }
}
