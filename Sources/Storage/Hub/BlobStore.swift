package import Ticketing

/// Where the bytes of files are kept, by tenant and hash.
package protocol BlobStore: Sendable {
  /// Begins to take in a file. It is kept only once `finish` has returned.
  func receive(in tenant: TenantID) async throws -> any BlobSink

  /// - Throws: `StorageError.corrupt` where the bytes are gone.
  func open(_ hash: ContentHash, in tenant: TenantID) async throws -> any BlobSource

  func contains(_ hash: ContentHash, in tenant: TenantID) async throws -> Bool

  /// Gives a file of one tenant's to another as a reference of its own; for the relay, when a file crosses.
  ///
  /// - Throws: `StorageError.corrupt` where the bytes are gone.
  func adopt(_ hash: ContentHash, from giver: TenantID, into taker: TenantID) async throws
}

package protocol BlobSink: Sendable {
  func write(_ bytes: [UInt8]) async throws
  /// Returns when the bytes are on disk under their hash.
  func finish() async throws -> (hash: ContentHash, bytes: Int)
  /// Forgets what was written; harmless after `finish`.
  func abandon() async
}

package protocol BlobSource: Sendable {
  var bytes: Int { get }
  /// Empty at the end.
  func read(offset: Int, count: Int) async throws -> [UInt8]
}
