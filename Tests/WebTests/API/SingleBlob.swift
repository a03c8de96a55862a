import Crypto
import Federation
import Storage
import Synchronization
import Ticketing

/// A blob store with room for one file.
final class SingleBlob: BlobStore, BlobSink {
  private let state = Mutex((content: [UInt8](), isAbandoned: false))

  var content: [UInt8] { state.withLock { $0.content } }
  var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

  func receive(in tenant: TenantID) async throws -> any BlobSink { self }
  func open(_ hash: ContentHash, in tenant: TenantID) async throws -> any BlobSource { throw StorageError.corrupt("") }
  func contains(_ hash: ContentHash, in tenant: TenantID) async throws -> Bool { false }
  func adopt(_ hash: ContentHash, from giver: TenantID, into taker: TenantID) async throws {}

  func write(_ bytes: [UInt8]) async throws { state.withLock { $0.content += bytes } }

  func finish() async throws -> (hash: ContentHash, bytes: Int) {
    let content = content
    guard let hash = ContentHash(hex: SHA256.hash(data: content).hexadecimal) else { throw StorageError.corrupt("") }
    return (hash, content.count)
  }

  func abandon() async { state.withLock { $0.isAbandoned = true } }
}

/// A storage for what never asks it.
struct NoStorage: DeskStorage {
  func write<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskTransaction) throws -> Value
  ) async throws -> Value { throw StorageError.unavailable("") }

  func read<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskReader) throws -> Value
  ) async throws -> Value { throw StorageError.unavailable("") }
}
