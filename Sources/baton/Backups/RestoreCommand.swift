import ArgumentParser
import Foundation
import Logging
import PostgresEngine
import SQLiteEngine
import Storage
import Vault

/// Makes a data directory of a backup, or fills a database. Everything is looked at before anything is written.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make a new data directory of a backup, or fill a PostgreSQL database.",
    discussion: """
      The backup is read whole, and the key file is tried on what is sealed in it, before anything is written. The \
      directory appears whole, or not at all; nothing is overwritten. With --database the hub goes into a database with \
      nothing in it, which no node serves before it is whole, and the directory, a node's, gets the key file. A backup of a \
      hub that was kept in the one way may be restored in the other.
      """)

  @Option(help: "The backup: the directory with backup.json in it.")
  var from: String
  @Option(help: "The hub's key file; not needed where the backup holds it.")
  var keys: String?
  @Flag(help: "Look at the backup and the key file only; write nothing.")
  var check = false
  @Option(
    name: .customLong("data"),
    help: "The new data directory; nothing may be there, beside --database other than its key file.")
  var directory: String?
  @Option(help: "postgres://…, a database with nothing in it.")
  var database: String?
  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard check || directory != nil else { throw ValidationError("--data names the new directory; or give --check.") }
    guard database.map(StorageOptions.isDatabase) ?? true else {
      throw ValidationError("--database takes postgres://HOST/NAME.")
    }
  }

  func run() async throws {
    // Nothing that is restored is for other users of the machine.
    umask(0o077)
    do {
      let line = ProgressLine()
      let backup = try Backup(at: URL(filePath: from))
      let damage = try backup.damage { line.show($0) }
      guard damage.isEmpty else { throw BackupFailure.damaged(damage) }
      let (keyFile, sealer) = try fittingKeys(of: backup)
      if !check, let directory {
        let directory = URL(filePath: directory).standardizedFileURL
        if let database {
          try NodeKeys(directory: directory.path).place(copyOf: keyFile)
          try await fill(DatabaseAddress(database), with: backup, by: directory, sealer, line)
        } else {
          try await backup.restore(
            to: directory, keyFile: URL(filePath: keyFile), sealer: sealer, logger: quietLogger, now: { Date() },
            { line.show($0) })
        }
      }
      line.end()
      try tell(backup)
    } catch let failure as BackupFailure {
      throw OperationRefusal(failure.description)
    } catch StorageError.full {
      throw OperationRefusal("no space is left on the disk; nothing half-made is left either")
    }
  }

  /// Each desk begins anew at another number each time, so that a try that did not come to its end is done over.
  private func fill(
    _ database: DatabaseAddress, with backup: Backup, by directory: URL, _ sealer: VaultSealer, _ line: ProgressLine
  ) async throws {
    let source = "backup \(backup.manifest.databaseHash)"
    // Whether the database takes it is seen before anything is made for it.
    _ = try Landing(at: database, of: source, isRepeatable: false, now: Date())
    try await backup.lend(
      by: directory.appendingPathComponent("restored"), sealer: sealer, logger: quietLogger, now: { Date() }
    ) {
      _ = try Landing(at: database, of: source, isRepeatable: false, now: Date()).take($0) { line.show($0) }
    }
  }

  /// - Throws: `OperationRefusal` where there is no key file, or another hub's.
  private func fittingKeys(of backup: Backup) throws -> (path: String, sealer: VaultSealer) {
    let ids = backup.manifest.keys.joined(separator: ", ")
    let inside = Backup.keyFile(in: backup.directory).path
    let path = keys ?? inside
    guard keys != nil || FileManager.default.fileExists(atPath: inside) else {
      throw OperationRefusal("the key file is not in this backup: name it by --keys; it has one of the keys \(ids)")
    }
    let ring = try KeyFile(path: path).load()
    let sealer = VaultSealer(keys: ring)
    do { try backup.checkSeals(sealer) } catch StorageError.corrupt {
      let has = ring.ids.map(\.description).joined(separator: ", ")
      throw OperationRefusal("\(path) is not the key file of this backup: it has \(has), and one of \(ids) is needed")
    }
    return (path, sealer)
  }

  private var quietLogger: Logger {
    var logger = Logger(label: "baton") { JSONLogHandler(label: $0) }
    logger.logLevel = .warning
    return logger
  }

  private func tell(_ backup: Backup) throws {
    let report = Report(
      data: check ? nil : directory, madeAt: backup.manifest.madeAt, madeBy: backup.manifest.madeBy,
      files: backup.manifest.files, missing: backup.manifest.missing)
    guard !json else {
      let encoder = JSONEncoder()
      encoder.dateEncodingStrategy = .iso8601
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return print(String(decoding: try encoder.encode(["restore": report]), as: UTF8.self))
    }
    print("backup   of \(report.madeAt.formatted(.iso8601)), by Baton \(report.madeBy), whole; the keys fit")
    if let data = report.data {
      print("restored \(data): start the hub with --data \(data)" + (database == nil ? "" : " and the same --database"))
      print("epoch    each desk asks its partners what was said since, and makes no move with them before they answer")
    }
    if !report.missing.isEmpty {
      print("missing  \(report.missing.count) attachments, which were gone before the backup")
    }
  }

  private struct Report: Encodable {
    let data: String?
    let madeAt: Date
    let madeBy: String
    let files: Int
    let missing: [String]
  }
}
