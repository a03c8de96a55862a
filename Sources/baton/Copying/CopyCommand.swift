import ArgumentParser
import Foundation
import Logging
import PostgresEngine
import SQLStorage
import SQLiteEngine

/// Brings a hub from its directory into a database.
struct CopyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy",
    abstract: "Bring a hub, attachments included, from its directory into a PostgreSQL database.",
    discussion: """
      No hub may run on either. Everything is read again here and there before the database may be served; said again \
      after anything, it goes on where it was. What is sealed stays sealed under the hub's own keys: each node needs a \
      copy of its key file. Do not start the hub in the old directory again: two would answer for the same desks. Exit 1 \
      where the copy is not made, and also where it is made but the bytes of some attachment are gone.
      """)

  @Option(help: "sqlite:DIR, the hub's data directory.")
  var from: String
  @Option(help: "postgres://…, a database with nothing in it.")
  var to: String
  @Option(name: .customLong("data"), help: "The data directory of a node: gets a copy of the key file.")
  var directory: String?
  @Flag(help: "Print JSON.")
  var json = false

  private static let scheme = "sqlite:"

  func validate() throws {
    guard from.hasPrefix(Self.scheme), from.count > Self.scheme.count else {
      throw ValidationError("--from takes sqlite:DIR.")
    }
    guard StorageOptions.isDatabase(to) else { throw ValidationError("--to takes postgres://HOST/NAME.") }
  }

  func run() async throws {
    let data = URL(filePath: String(from.dropFirst(Self.scheme.count))).standardizedFileURL.path(percentEncoded: false)
    let hub = try await OpenHub(at: HubPlace(data: data), level: .warning, mayFound: false)
    let copied: Copied
    do { copied = try await copy(hub, of: data) } catch {
      await hub.close()
      throw error
    }
    await hub.close()
    try tell(copied, from: data)
  }

  private struct Copied: Codable, Sendable {
    let rows: Int
    let files: Int
    /// The hashes of attachments whose bytes are gone.
    let missing: [String]
  }

  private func copy(_ hub: OpenHub, of data: String) async throws -> Copied {
    guard let store = hub.store as? SQLiteHub else { throw OperationRefusal("\(data) holds no hub of its own") }
    try directory.map { try NodeKeys(directory: $0).place(copyOf: data + "/baton.keys") }
    let (address, now, line) = (DatabaseAddress(to), hub.now(), ProgressLine())
    defer { line.end() }
    return try await store.lend { moment in
      guard let mark = try moment.mark() else { throw OperationRefusal("there is no desk in \(data)") }
      let missing = try Landing(at: address, of: mark, isRepeatable: true, now: now).take(moment) { line.show($0) }
      return Copied(
        rows: try moment.connection.countRows(), files: try moment.countNeededFiles(), missing: missing.sorted())
    }
  }

  private func tell(_ copied: Copied, from data: String) throws {
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(["copy": copied]), as: UTF8.self))
    } else {
      print("copied   \(copied.rows) rows and the files of \(copied.files) attachments; read again, they are the same")
      print("keys     each node needs a copy of \(data)/baton.keys in its directory")
      print("next     serve with --database; do not start the hub in \(data) again")
    }
    guard copied.missing.isEmpty else {
      throw OperationRefusal(
        "it is copied, but the bytes of \(copied.missing.count) attachments are gone or damaged: "
          + copied.missing.prefix(10).joined(separator: ", "))
    }
  }
}
