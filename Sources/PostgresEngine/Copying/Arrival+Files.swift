import Crypto
import Foundation
import SQLStorage
import Storage
import Ticketing

extension Arrival {
  /// Each file in a transaction of its own: what is there is there whole.
  ///
  /// - Returns: the hashes of attachments whose bytes cannot be had.
  func takeFiles(of moment: any HubMoment, _ passed: (Int, Int) throws -> Void) throws -> Set<String> {
    let total = try moment.countNeededFiles()
    var (done, missing) = (0, Set<String>())
    try moment.forEachNeededFile { needed in
      try passed(min(done, total), total)
      done += 1
      guard try !connection.keeps(needed.hash, in: needed.tenant), try !take(needed, of: moment) else { return }
      if needed.attachment != nil { missing.insert(needed.hash.hex) }
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
    let files = try connection.rows(FileSQL.kept, []) {
      (tenant: try $0.id(Tenant.self), file: try $0.id(KeptFile.self), hash: $0.text())
    }
    for (done, file) in files.enumerated() {
      try passed(done, files.count)
      var digest = SHA256()
      try connection.forEachPiece(of: file.file, in: file.tenant) { digest.update(data: $0) }
      guard digest.finalize().hexadecimal == file.hash else {
        throw ArrivalFailure.differs(["the bytes of file \(file.hash)"])
      }
    }
  }
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
