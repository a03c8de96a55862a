import Crypto
import Foundation
import SQLStorage
import Storage
import Synchronization
import Ticketing

/// A kept file, open for reading. It remembers the piece that was read last: who reads on reads each piece once.
final class DatabaseSource: BlobSource {
  private struct Piece {
    let number: Int
    let bytes: [UInt8]
  }

  let bytes: Int
  private let pool: ConnectionPool
  private let tenant: TenantID
  private let file: ID<KeptFile>
  private let last = Mutex<Piece?>(nil)

  init(pool: ConnectionPool, tenant: TenantID, file: ID<KeptFile>, bytes: Int) {
    self.pool = pool
    self.tenant = tenant
    self.file = file
    self.bytes = bytes
  }

  func read(offset: Int, count: Int) async throws -> [UInt8] {
    guard offset >= 0, offset < bytes, count > 0 else { return [] }
    let end = min(bytes, offset + min(count, bytes))
    var read: [UInt8] = []
    while offset + read.count < end {
      let place = offset + read.count
      let (number, start) = (place / FileSQL.pieceBytes, place % FileSQL.pieceBytes)
      let piece = try await piece(number)
      guard start < piece.count else { throw StorageError.corrupt("a file is shorter than it was") }
      read += piece[start..<min(piece.count, start + end - place)]
    }
    return read
  }

  /// SHA-256 of all of it, in hexadecimal.
  func contentHash() async throws -> String {
    var digest = SHA256()
    var offset = 0
    while offset < bytes {
      let piece = try await read(offset: offset, count: FileSQL.pieceBytes)
      digest.update(data: piece)
      offset += piece.count
    }
    return digest.finalize().hexadecimal
  }

  private func piece(_ number: Int) async throws -> [UInt8] {
    if let last = last.withLock({ $0 }), last.number == number { return last.bytes }
    let bytes = try await pool.run { [tenant, file] place in
      try place.transact(.reading(.desk(tenant))) { connection in
        try connection.rows(FileSQL.piece, [.id(tenant), .id(file), .count(number)]) { $0.bytes() }.first
      }
    }
    guard let bytes else { throw StorageError.corrupt("a piece of a file is gone") }
    last.withLock { $0 = Piece(number: number, bytes: bytes) }
    return bytes
  }
}

extension SHA256.Digest {
  var hexadecimal: String { map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined() }
}
