import ArgumentParser
import Foundation
import SQLiteEngine

/// Looks for damage; ends with 1 where it finds any.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check storage, indexes, orphans and stuck deliveries; exit 1 if anything is wrong.")

  @Option(help: "Look at the backups in this directory, too: all of each is read.")
  var backups: String?
  @Flag(help: "Print JSON.")
  var json = false
  @Flag(
    help: """
      Only write the sums of the database's pages anew, after another tool has changed it; what has turned over by \
      itself is taken for right from then on. No hub may run.
      """)
  var renewSums = false
  @OptionGroup var storage: StorageOptions

  func validate() throws {
    guard !renewSums || storage.database == nil else {
      throw ValidationError("--renew-sums is for a hub that is kept in a directory.")
    }
  }

  func run() async throws {
    if renewSums {
      let renewed = try PageSums.renew(at: URL(filePath: storage.path))
      return print("\(renewed) \(renewed == 1 ? "page has" : "pages have") a new sum")
    }
    var answer = try await ControlClient(place: storage.place).run(.examine)
    if case .findings(let findings) = answer, let backups {
      answer = .findings(findings + BackupFolder(path: backups).findings())
    }
    try answer.print(asJSON: json)
    if case .findings(let findings) = answer, !findings.isEmpty { throw ExitCode(1) }
  }
}
