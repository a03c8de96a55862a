import Crypto

/// A key that seals the keys of tenants. It lives in the key file alone, never in the storage that it protects.
package struct MasterKey: Sendable {
  static let length = 32

  package let id: KeyID
  /// 256 bits; its memory is wiped when the last holder lets go.
  let key: SymmetricKey

  /// - Parameter bytes: 32 of them, from a source of cryptographic randomness.
  init(_ bytes: [UInt8]) {
    id = KeyID(of: bytes)
    key = SymmetricKey(data: bytes)
  }

  init(random: RandomBytes) { self.init(random(Self.length)) }
}

/// Tells keys apart without giving them away: the first 5 bytes of a SHA-256 over the key.
///
/// Sealed bytes carry it, and the key file has it beside each key, where it shows that the key was copied without a slip.
package struct KeyID: Hashable, Sendable, CustomStringConvertible {
  static let length = 5

  let bytes: [UInt8]

  init(of key: [UInt8]) {
    bytes = Array(SHA256.hash(data: Array("baton key id 1\n".utf8) + key).prefix(Self.length))
  }

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Eight characters of Crockford's base 32.
  package var description: String { Base32.text(bytes) }
}
