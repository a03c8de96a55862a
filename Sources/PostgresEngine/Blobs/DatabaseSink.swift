import Crypto
import Foundation
import SQLStorage
import Storage
import Synchronization
import Ticketing

/// A file that is coming in. What is not finished is removed.
final class DatabaseSink: BlobSink {
  private struct State {
    var isOpen = true
    var hash = SHA256()
    var bytes = 0
    var pieces = 0
    /// Less than a piece.
    var rest: [UInt8] = []

    /// Takes bytes in; gives the pieces that are whole now, the first with its number.
    mutating func take(_ more: [UInt8]) -> (first: Int, pieces: [[UInt8]]) {
      hash.update(data: more)
      bytes += more.count
      rest += more
      let first = pieces
      var whole: [[UInt8]] = []
      while rest.count >= FileSQL.pieceBytes {
        whole.append(Array(rest.prefix(FileSQL.pieceBytes)))
        rest.removeFirst(FileSQL.pieceBytes)
      }
      pieces += whole.count
      return (first, whole)
    }
  }

  private let pool: ConnectionPool
  private let tenant: TenantID
  private let file: UUID
  private let state = Mutex(State())

  init(pool: ConnectionPool, tenant: TenantID, file: UUID) {
    self.pool = pool
    self.tenant = tenant
    self.file = file
  }

  /// The pieces need not reach the disk before the file is finished, whose commit comes after theirs.
  func write(_ bytes: [UInt8]) async throws {
    let (first, pieces) = try state.withLock { state in
      guard state.isOpen else { throw StorageError.unavailable("the file is closed") }
      return state.take(bytes)
    }
    guard !pieces.isEmpty else { return }
    try await pool.run { [tenant, file] place in
      try place.transact(.staging(tenant)) { connection in
        for (offset, piece) in pieces.enumerated() {
          try connection.execute(
            FileSQL.addPiece, [.id(tenant), .uuid(file), .count(first + offset), .blob(piece)])
        }
      }
    }
  }

  func finish() async throws -> (hash: ContentHash, bytes: Int) {
    let (last, number, bytes, hex) = try state.withLock { state in
      guard state.isOpen else { throw StorageError.unavailable("the file is closed") }
      state.isOpen = false
      return (state.rest, state.pieces, state.bytes, state.hash.finalize().hexadecimal)
    }
    guard let hash = ContentHash(hex: hex) else { throw StorageError.corrupt("a hash is none") }
    do {
      try await pool.run { [tenant, file] place in
        try place.transact(.adding(.desk(tenant))) { connection in
          if try connection.keeps(hash, in: tenant) {
            try connection.execute(FileSQL.remove, [.id(tenant), .uuid(file)])
            return
          }
          if !last.isEmpty {
            try connection.execute(FileSQL.addPiece, [.id(tenant), .uuid(file), .count(number), .blob(last)])
          }
          try connection.execute(FileSQL.finish, [.id(tenant), .uuid(file), .text(hex), .count(bytes)])
        }
      }
    } catch {
      await remove()
      throw error
    }
    return (hash, bytes)
  }

  func abandon() async {
    let wasOpen = state.withLock { state in
      defer { state.isOpen = false }
      return state.isOpen
    }
    if wasOpen { await remove() }
  }

  /// Where the server cannot be reached, what came in is forgotten a day later.
  private func remove() async {
    try? await pool.run { [tenant, file] place in
      try place.transact(.staging(tenant)) { try $0.execute(FileSQL.remove, [.id(tenant), .uuid(file)]) }
    }
  }
}
