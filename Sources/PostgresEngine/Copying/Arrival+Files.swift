import Crypto
import Foundation
import SQLStorage
import Storage
import Ticketing

extension Arrival {
  /// Each file in a transaction of its own: what is there is there whole.
  ///
  /// - Returns: the hashes of files whose bytes cannot be had.
  func takeFiles(of moment: any HubMoment, _ passed: (Int, Int) throws -> Void) throws -> Set<String> {
    let total = try moment.countNeededFiles()
    var (done, missing) = (0, Set<String>())
    try moment.forEachNeededFile { needed in
      try passed(min(done, total), total)
      done += 1
      guard try !connection.keeps(needed.hash, in: needed.tenant), try !take(needed, of: moment) else { return }
      if needed.id != nil { missing.insert(needed.hash.hex) }
    }
    return missing
  }

  private struct NotWhole: Error {}

  /// False where its bytes are gone, or are not those of its hash.
  private func take(_ needed: NeededFile, of moment: any HubMoment) throws -> Bool {
    let (tenant, file): (SQLValue, SQLValue) = (.id(needed.tenant), .uuid(UUID()))
    do {
      try connection.inTransaction {
        try connection.execute(FileSQL.begin, [tenant, file, .date(now)])
        var (digest, bytes, number, rest) = (SHA256(), 0, 0, [UInt8]())
        func keep(_ piece: [UInt8]) throws {
          try connection.execute(FileSQL.addPiece, [tenant, file, .count(number), .blob(piece)])
          number += 1
        }
        let isThere = try moment.read(needed.hash, of: needed.tenant) { read in
          digest.update(data: read)
          bytes += read.count
          rest += read
          while rest.count >= FileSQL.pieceBytes {
            try keep(Array(rest.prefix(FileSQL.pieceBytes)))
            rest.removeFirst(FileSQL.pieceBytes)
          }
        }
        guard isThere, digest.finalize().hexadecimal == needed.hash.hex else { throw NotWhole() }
        if !rest.isEmpty { try keep(rest) }
        try connection.execute(FileSQL.finish, [tenant, file, .text(needed.hash.hex), .count(bytes)])
      }
    } catch is NotWhole { return false }
    return true
  }

  /// Reads every file that arrived once more.
  func verifyFiles(_ passed: (Int, Int) throws -> Void) throws {
    let total = try connection.rows(FileSQL.countKept, []) { $0.count() }.first ?? 0
    let start = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    var (done, last) = (0, [SQLValue.uuid(start), .uuid(start)])
    while true {
      let page = try connection.rows(FileSQL.kept, last + [.count(Self.page)]) {
        (tenant: try $0.id(Tenant.self), file: try $0.id(KeptFile.self), hash: $0.text())
      }
      for kept in page {
        try passed(done, total)
        done += 1
        var digest = SHA256()
        try connection.forEachPiece(of: kept.file, in: kept.tenant) { digest.update(data: $0) }
        guard digest.finalize().hexadecimal == kept.hash else {
          throw ArrivalFailure.differs(["the bytes of file \(kept.hash)"])
        }
      }
      guard page.count == Self.page, let end = page.last else { return }
      last = [.id(end.tenant), .id(end.file)]
    }
  }

  private static let page = 500
}

extension PostgresConnection {
  func forEachPiece(of file: ID<KeptFile>, in tenant: TenantID, _ body: ([UInt8]) throws -> Void) throws {
    var number = 0
    while let piece = try rows(FileSQL.piece, [.id(tenant), .id(file), .count(number)], { $0.bytes() }).first {
      try body(piece)
      number += 1
    }
  }
}
