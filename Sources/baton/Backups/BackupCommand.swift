import ArgumentParser
import Foundation

/// Copies a hub, while it runs or not.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy database and attachments as they are at one moment, while the hub goes on.",
    discussion: """
      The key file is left out unless --with-keys is given: keep a copy of it apart. Exit 1 where the backup is not made, \
      and also where it is made but the bytes of some attachment are gone.
      """)

  @Option(help: "A name for the new backup; or a directory, in which it gets a name that tells when it was made.")
  var to: String
  @Flag(name: .customLong("with-keys"), help: "Put the key file in: the backup then opens everything sealed in it.")
  var withKeys = false
  @Flag(help: "Print JSON.")
  var json = false
  @OptionGroup var storage: StorageOptions

  func run() async throws {
    let path = URL(filePath: to).standardizedFileURL.path(percentEncoded: false)
    let target = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let line = ProgressLine()
    let answer = try await ControlClient(place: storage.place).run(
      .backUp(to: target, withKeys: withKeys)
    ) {
      line.show($0)
    }
    line.end()
    try answer.print(asJSON: json)
    guard case .backedUp(let made) = answer, !made.missing.isEmpty else { return }
    let hashes = made.missing.prefix(10).joined(separator: ", ")
    throw OperationRefusal(
      "the backup is made, but the bytes of \(made.missing.count) attachments are gone or damaged here: \(hashes); "
        + "“baton doctor” says whose they are")
  }
}
