import ArgumentParser
import Foundation
import Logging
import PostgresEngine

/// Brings the database to this version's schema, without serving.
struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring the database to this version's schema; `serve` does so by itself.")

  @OptionGroup var storage: StorageOptions

  func run() async throws {
    if let database = storage.place.database {
      do { try PostgresHub.migrate(at: database, now: Date()) } catch { throw StartFailure(ofDatabase: error) ?? error }
    } else {
      let hub = try await OpenHub(at: storage.place, level: .warning, mayFound: false)
      await hub.close()
    }
    print("baton: the database is up to date")
  }
}
