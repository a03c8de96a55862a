import Foundation
import SQLiteEngine
import Storage
import Testing
import Ticketing

@Suite("A damaged backup", .timeLimit(.minutes(10)))
struct DamagedBackupTests {
  private func made(_ body: (BackupTrial, Backup, String) async throws -> Void) async throws {
    let made = try BackupTrial()
    let desk = try await made.trial.desk()
    let hash = try await made.attach("the file", in: desk)
    try await body(made, try await made.backUp(), "blobs/\(hash.hex.prefix(2))/\(hash.hex)")
    try await made.close()
  }

  @Test("is known by a byte of its database, and is not restored")
  func database() async throws {
    try await made { made, backup, _ in
      try made.spoil(made.target.appendingPathComponent("baton.sqlite"), at: 5_000)
      #expect(try backup.damage() == ["the database is not what was written"])
      await #expect(throws: BackupFailure.self) { try await made.restore(backup) }
      #expect(try made.leftovers == ["copy"])
    }
  }

  @Test("is known by a byte of a file, or by its absence, and is not restored", arguments: [true, false])
  func file(isGone: Bool) async throws {
    try await made { made, backup, blob in
      let path = made.target.appendingPathComponent(blob)
      if isGone { try FileManager.default.removeItem(at: path) } else { try made.spoil(path, at: 3) }
      let damage = try backup.damage()
      #expect(damage.count == 1)
      #expect(damage.first?.hasSuffix(isGone ? "cannot be read" : "are not what they were") == true)
      await #expect(throws: (any Error).self) { try await made.restore(backup) }
      #expect(try made.leftovers == ["copy"])
    }
  }

  @Test("is known by what it says of itself", arguments: ["", "{", "[]", "{\"format\":1}", "{\"format\":true}"])
  func manifest(text: String) async throws {
    try await made { made, _, _ in
      try Data(text.utf8).write(to: made.target.appendingPathComponent("backup.json"))
      #expect(throws: BackupFailure.damaged(["backup.json is not what was written"])) { try Backup(at: made.target) }
    }
  }

  @Test("made by a later version is left to that version")
  func later() async throws {
    try await made { made, _, _ in
      try Data("{\"format\":2}".utf8).write(to: made.target.appendingPathComponent("backup.json"))
      #expect(throws: BackupFailure.tooNew(path: made.target.path)) { try Backup(at: made.target) }
    }
  }

  @Test("is told from none")
  func none() throws {
    let nowhere = FileManager.default.temporaryDirectory.appendingPathComponent("no-backup-\(UUID().uuidString)")
    #expect(throws: BackupFailure.noBackup(path: nowhere.path)) { try Backup(at: nowhere) }
  }

  @Test("does not open under the keys of another hub")
  func otherKeys() async throws {
    try await made { _, backup, _ in
      try backup.checkSeals(PlaceSealer())
      #expect(throws: StorageError.self) { try backup.checkSeals(OtherSealer()) }
    }
  }
}

/// Opens nothing that another sealed.
private struct OtherSealer: Sealer {
  func newTenantKey(for tenant: TenantID) throws -> [UInt8] { [] }
  func seal(_ plain: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] { plain }
  func open(_ sealed: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] {
    throw StorageError.corrupt("sealed under another key")
  }
  func derivedKey(for purpose: KeyPurpose, under tenantKey: [UInt8], of tenant: TenantID) -> [UInt8] { tenantKey }
}
