import ArgumentParser
import Foundation
import Logging
import SQLiteEngine
import Storage
import Ticketing
import Vault

/// Makes a hub large, so that what it does can be measured there. A minute or two for a million tickets: they go through the
/// same actions and the same storage as all others, many to a commit.
struct Fill: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Opens tickets at a desk, or founds desks, in the directory of a hub that is not running.")

  @Option(name: .customLong("data"), help: "The data directory.")
  var path: String
  @Option(help: "The slug of the desk that gets the tickets.")
  var desk: String?
  @Option(help: "How many tickets the desk shall have.")
  var tickets = 0
  @Option(help: "How many desks the hub shall have.")
  var desks = 0

  func run() async throws {
    var logger = Logger(label: "fill")
    logger.logLevel = .error
    let directory = URL(filePath: path, directoryHint: .isDirectory)
    let keys = try KeyFile(path: directory.appending(path: "baton.keys").path()).load()
    let hub = try SQLiteHub(at: directory, sealer: VaultSealer(keys: keys), logger: logger, sendsMail: false)
    do {
      if let desk { try await FilledDesk(hub: hub, slug: desk).fill(to: tickets) }
      try await Neighbours(hub: hub).found(upTo: desks)
    } catch {
      try await hub.close()
      throw error
    }
    try await hub.close()
  }
}
