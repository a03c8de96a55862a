import Crypto
import Foundation
import SQLStorage
package import Storage
package import Ticketing

/// Files kept in the database, in pieces.
package struct DatabaseBlobs: BlobStore {
  let pool: ConnectionPool
  let now: @Sendable () -> Date

  /// What comes in for longer is taken for abandoned: its process died.
  private static let longestReceiving: TimeInterval = 86_400

  package func receive(in tenant: TenantID) async throws -> any BlobSink {
    let (file, begun) = (UUID(), now())
    try await pool.run { place in
      try place.transact(.adding(.desk(tenant))) { connection in
        let abandoned = begun.addingTimeInterval(-Self.longestReceiving)
        try connection.execute(FileSQL.forgetUnfinished, [.id(tenant), .date(abandoned)])
        try connection.execute(FileSQL.begin, [.id(tenant), .uuid(file), .date(begun)])
      }
    }
    return DatabaseSink(pool: pool, tenant: tenant, file: file)
  }

  /// A file is read through before its first byte is given: what has rotted on the disk is never taken for what was kept.
  package func open(_ hash: ContentHash, in tenant: TenantID) async throws -> any BlobSource {
    guard let source = try await source(of: hash, in: tenant) else {
      throw StorageError.corrupt("the bytes of \(hash) are gone")
    }
    guard try await source.contentHash() == hash.hex else {
      throw StorageError.corrupt("the bytes of \(hash) are not what they were")
    }
    return source
  }

  package func contains(_ hash: ContentHash, in tenant: TenantID) async throws -> Bool {
    try await source(of: hash, in: tenant) != nil
  }

  package func adopt(_ hash: ContentHash, from giver: TenantID, into taker: TenantID) async throws {
    let (file, begun) = (UUID(), now())
    try await pool.run { place in
      try place.transact(.adding(.hub)) { connection in
        if try connection.keeps(hash, in: taker) { return }
        let places: [SQLValue] = [.id(taker), .uuid(file), .id(giver), .text(hash.hex)]
        guard try connection.keeps(hash, in: giver) else {
          throw StorageError.corrupt("the bytes of \(hash) are gone")
        }
        // Another that gave the same file meanwhile has brought its pieces too.
        guard try connection.execute(FileSQL.copyFile, places + [.date(begun)]) > 0 else { return }
        try connection.execute(FileSQL.copyPieces, places)
      }
    }
  }

  func source(of hash: ContentHash, in tenant: TenantID) async throws -> DatabaseSource? {
    try await pool.run { [pool] place in
      try place.transact(.reading(.desk(tenant))) { connection in
        try connection.rows(FileSQL.file, [.id(tenant), .text(hash.hex)]) {
          DatabaseSource(pool: pool, tenant: tenant, file: try $0.id(KeptFile.self), bytes: $0.count())
        }
        .first
      }
    }
  }
}

/// What the ids of kept files are of.
enum KeptFile {}

extension PostgresConnection {
  func keeps(_ hash: ContentHash, in tenant: TenantID) throws -> Bool {
    try !rows(FileSQL.file, [.id(tenant), .text(hash.hex)]) { try $0.id(KeptFile.self) }.isEmpty
  }
}
