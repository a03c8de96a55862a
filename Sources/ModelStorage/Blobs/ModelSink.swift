import Crypto
import Federation
import Storage
import Synchronization
import Ticketing

/// A file that is coming in. What is not finished is forgotten.
final class ModelSink: BlobSink {
  private let hub: ModelHub
  private let tenant: TenantID
  /// Nil once finished or abandoned.
  private let received = Mutex<[UInt8]?>([])

  init(hub: ModelHub, tenant: TenantID) {
    self.hub = hub
    self.tenant = tenant
  }

  func write(_ bytes: [UInt8]) async throws {
    try received.withLock { received in
      guard received != nil else { throw StorageError.unavailable("the file is closed") }
      received?.append(contentsOf: bytes)
    }
  }

  func finish() async throws -> (hash: ContentHash, bytes: Int) {
    let bytes = try received.withLock { received in
      guard let bytes = received else { throw StorageError.unavailable("the file is closed") }
      received = nil
      return bytes
    }
    let digits = SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }
    guard let hash = ContentHash(hex: digits.joined()) else { throw StorageError.corrupt("a hash is none") }
    try hub.look { $0.keep(bytes, under: hash, in: tenant) }
    return (hash, bytes.count)
  }

  func abandon() async { received.withLock { $0 = nil } }
}
