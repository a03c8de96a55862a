import ArgumentParser
import Logging

/// Brings the database to this version's schema, without serving.
struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring the database to this version's schema; `serve` does so by itself.")

  @OptionGroup var storage: StorageOptions

  func run() async throws {
    let hub = try await OpenHub(data: storage.path, level: .warning)
    await hub.close()
    print("baton: the database is up to date")
  }
}
