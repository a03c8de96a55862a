import ArgumentParser
import Foundation

/// Looks for damage; ends with 1 where it finds any.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check storage, indexes, orphans and stuck deliveries; exit 1 if anything is wrong.")

  @Option(help: "Look at the backups in this directory, too: all of each is read.")
  var backups: String?
  @Flag(help: "Print JSON.")
  var json = false
  @OptionGroup var storage: StorageOptions

  func run() async throws {
    var answer = try await ControlClient(data: storage.path).run(.examine)
    if case .findings(let findings) = answer, let backups {
      answer = .findings(findings + BackupFolder(path: backups).findings())
    }
    try answer.print(asJSON: json)
    if case .findings(let findings) = answer, !findings.isEmpty { throw ExitCode(1) }
  }
}
