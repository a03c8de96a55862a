import Foundation
import Storage
import Testing
import Ticketing

extension Trial {
  fileprivate func keep(_ pieces: [[UInt8]], in tenant: TenantID) async throws -> (hash: ContentHash, bytes: Int) {
    let sink = try await blobs.receive(in: tenant)
    for piece in pieces { try await sink.write(piece) }
    return try await sink.finish()
  }

  fileprivate func bytes(of hash: ContentHash, in tenant: TenantID) async throws -> [UInt8] {
    let source = try await blobs.open(hash, in: tenant)
    var bytes: [UInt8] = []
    while true {
      let piece = try await source.read(offset: bytes.count, count: 4_096)
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }
}

extension Contract {
  /// SHA-256 of “abc” and of nothing, as FIPS 180-4 gives them.
  private static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  private static let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  static let files = [
    ContractCase("a file is kept under the hash of its bytes, in whatever pieces they came") { trial in
      let desk = try await trial.desk()
      let whole = try await trial.keep([Array("abc".utf8)], in: desk.tenant)
      #expect(whole.hash.hex == abc && whole.bytes == 3)
      let pieces = try await trial.keep([[0x61], [], [0x62, 0x63]], in: desk.tenant)
      #expect(pieces.hash == whole.hash)
      let empty = try await trial.keep([], in: desk.tenant)
      #expect(empty.hash.hex == nothing && empty.bytes == 0)
      #expect(try await trial.bytes(of: empty.hash, in: desk.tenant) == [])
      #expect(try await trial.blobs.open(whole.hash, in: desk.tenant).read(offset: 1, count: 1) == [0x62])
      #expect(try await trial.blobs.open(whole.hash, in: desk.tenant).read(offset: 3, count: 1) == [])
      #expect(try await trial.blobs.open(whole.hash, in: desk.tenant).bytes == 3)
      try await trial.reopen()
      #expect(try await trial.bytes(of: whole.hash, in: desk.tenant) == Array("abc".utf8))
    },
    ContractCase("many files at once, and the same file many times at once, come back whole") { trial in
      let desk = try await trial.desk()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<32 {
          group.addTask {
            let bytes = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* (number % 4 + 3)) }
            let kept = try await trial.keep([Array(bytes.prefix(7)), Array(bytes.dropFirst(7))], in: desk.tenant)
            #expect(kept.bytes == bytes.count)
            #expect(try await trial.bytes(of: kept.hash, in: desk.tenant) == bytes)
          }
        }
        try await group.waitForAll()
      }
    },
    ContractCase("a file of one desk's is not another's, until it is given") { trial in
      let (desk, other) = (try await trial.desk("acme"), try await trial.desk("beta"))
      let hash = try await trial.keep([Array("abc".utf8)], in: desk.tenant).hash
      #expect(try await trial.blobs.contains(hash, in: desk.tenant))
      #expect(try await trial.blobs.contains(hash, in: other.tenant) == false)
      await expectGone { try await trial.bytes(of: hash, in: other.tenant) }
      for _ in 0..<2 { try await trial.blobs.adopt(hash, from: desk.tenant, into: other.tenant) }
      #expect(try await trial.blobs.contains(hash, in: other.tenant))
      #expect(try await trial.bytes(of: hash, in: other.tenant) == Array("abc".utf8))
      try await trial.reopen()
      #expect(try await trial.bytes(of: hash, in: other.tenant) == Array("abc".utf8))
    },
    ContractCase("a file that is not there cannot be opened or given") { trial in
      let (desk, other) = (try await trial.desk("acme"), try await trial.desk("beta"))
      let hash = try trial.contentHash("c")
      #expect(try await trial.blobs.contains(hash, in: desk.tenant) == false)
      await expectGone { try await trial.bytes(of: hash, in: desk.tenant) }
      await expectGone { try await trial.blobs.adopt(hash, from: desk.tenant, into: other.tenant) }
      #expect(try await trial.blobs.contains(hash, in: other.tenant) == false)
    },
    ContractCase("what was not finished leaves nothing") { trial in
      let desk = try await trial.desk()
      let sink = try await trial.blobs.receive(in: desk.tenant)
      try await sink.write(Array("abc".utf8))
      let hash = try #require(ContentHash(hex: abc))
      #expect(try await trial.blobs.contains(hash, in: desk.tenant) == false)
      await sink.abandon()
      await #expect(throws: StorageError.self) { try await sink.finish() }
      await #expect(throws: StorageError.self) { try await sink.write([1]) }
      #expect(try await trial.blobs.contains(hash, in: desk.tenant) == false)
      let second = try await trial.blobs.receive(in: desk.tenant)
      try await second.write(Array("abc".utf8))
      _ = try await second.finish()
      await second.abandon()
      #expect(try await trial.blobs.contains(hash, in: desk.tenant))
    },
  ]

  private static func expectGone<Value>(
    _ body: () async throws -> Value, sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    do {
      _ = try await body()
      Issue.record("it was there", sourceLocation: sourceLocation)
    } catch StorageError.corrupt {
      return
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
  }
}
