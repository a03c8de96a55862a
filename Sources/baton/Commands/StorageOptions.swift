import ArgumentParser
import Foundation
import PostgresEngine

/// The hub's directory.
struct DirectoryOptions: ParsableArguments {
  @Option(name: .customLong("data"), help: "The data directory: database, attachments, key file.")
  var directory = "baton-data"

  var path: String { URL(filePath: directory).standardizedFileURL.path(percentEncoded: false) }
}

/// Where the hub keeps its things.
struct StorageOptions: ParsableArguments {
  @OptionGroup var directory: DirectoryOptions

  @Option(
    help: """
      postgres://…: keep the hub in this PostgreSQL database, with the parameters that libpq takes, those of TLS among \
      them; the data directory then holds the key file only, the same on every node. A password is better kept in a \
      file (PGPASSFILE).
      """)
  var database: String?

  var path: String { directory.path }
  var place: HubPlace { HubPlace(data: path, database: database.map(DatabaseAddress.init)) }

  func validate() throws {
    guard database.map(Self.isDatabase) ?? true else {
      throw ValidationError("--database takes postgres://HOST/NAME.")
    }
  }

  static func isDatabase(_ address: String) -> Bool {
    address.hasPrefix("postgres://") || address.hasPrefix("postgresql://")
  }
}
