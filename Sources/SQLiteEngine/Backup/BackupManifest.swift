package import Foundation

/// What a backup says of itself, in `backup.json`.
package struct BackupManifest: Codable, Sendable, Equatable {
  /// The layout of the directory; a reader takes no later one than it knows.
  package let format: Int
  package let madeAt: Date
  /// Which Baton made it.
  package let madeBy: String
  package let databaseBytes: Int
  /// SHA-256 of the database file, in hexadecimal digits.
  package let databaseHash: String
  /// How many files are in it, each counted once however many desks have it.
  package let files: Int
  package let fileBytes: Int
  /// The hashes of attachments whose bytes were gone, or not what they had been, when the backup was made.
  package let missing: [String]
  /// The ids of the keys that the hub had: one of them opens what is sealed in the database.
  package let keys: [String]

  static let currentFormat = 1
}

extension BackupManifest {
  static func read(_ path: URL) throws -> BackupManifest {
    guard let bytes = FileManager.default.contents(atPath: path.path) else {
      throw BackupFailure.noBackup(path: path.deletingLastPathComponent().path)
    }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let format = try? decoder.decode(Format.self, from: bytes).format else {
      throw BackupFailure.damaged(["\(path.lastPathComponent) is not what was written"])
    }
    guard format <= currentFormat else { throw BackupFailure.tooNew(path: path.deletingLastPathComponent().path) }
    do { return try decoder.decode(BackupManifest.self, from: bytes) } catch {
      throw BackupFailure.damaged(["\(path.lastPathComponent) is not what was written"])
    }
  }

  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [0x0A]
  }

  private struct Format: Decodable {
    let format: Int
  }
}
