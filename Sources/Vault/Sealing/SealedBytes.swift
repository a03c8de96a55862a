import Crypto
import Foundation
import Storage

/// The bytes of something sealed: version (1 byte, 1), key id (5), nonce (12), ciphertext, tag (16); AES-256-GCM.
///
/// Nonces are random. A key may seal 2³² values before two nonces are likely to meet (NIST SP 800-38D, 8.3).
struct SealedBytes {
  static let version: UInt8 = 1
  private static let nonceLength = 12
  private static let tagLength = 16
  private static let headerLength = 1 + KeyID.length

  let keyID: KeyID
  private let nonce: ArraySlice<UInt8>
  private let ciphertext: ArraySlice<UInt8>
  private let tag: ArraySlice<UInt8>

  /// - Throws: `StorageError.corrupt` where the bytes are too few, or of another version.
  init(_ bytes: [UInt8]) throws(StorageError) {
    guard bytes.count >= Self.headerLength + Self.nonceLength + Self.tagLength else {
      throw .corrupt("a sealed value of \(bytes.count) bytes is too short")
    }
    guard bytes[0] == Self.version else { throw .corrupt("a sealed value has the unknown version \(bytes[0])") }
    keyID = KeyID(bytes: Array(bytes[1..<Self.headerLength]))
    let body = bytes.dropFirst(Self.headerLength)
    nonce = body.prefix(Self.nonceLength)
    ciphertext = body.dropFirst(Self.nonceLength).dropLast(Self.tagLength)
    tag = body.suffix(Self.tagLength)
  }

  /// - Parameter associated: gives the associated data for the header that it is handed.
  static func seal(
    _ plain: [UInt8], with key: SymmetricKey, id: KeyID, random: RandomBytes, associated: ([UInt8]) -> [UInt8]
  ) throws -> [UInt8] {
    let header = header(id)
    let box = try AES.GCM.seal(
      plain, using: key, nonce: AES.GCM.Nonce(data: random(nonceLength)), authenticating: associated(header))
    return header + Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
  }

  /// - Throws: `StorageError.corrupt` where key, associated data or bytes are not those of the sealing.
  func open(with key: SymmetricKey, associated: ([UInt8]) -> [UInt8]) throws(StorageError) -> [UInt8] {
    do {
      let box = try AES.GCM.SealedBox(nonce: AES.GCM.Nonce(data: nonce), ciphertext: ciphertext, tag: tag)
      return Array(try AES.GCM.open(box, using: key, authenticating: associated(Self.header(keyID))))
    } catch {
      throw .corrupt("a value sealed under the key \(keyID) does not open")
    }
  }

  private static func header(_ id: KeyID) -> [UInt8] { [version] + id.bytes }
}
