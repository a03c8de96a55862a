import Foundation

/// The checkout that these tests were compiled from.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Paths from the root of every file that is tracked, or that would be if it were added.
  static func files() throws -> [String] {
    let listing = try output(
      of: "git", "-c", "safe.directory=*", "-C", root.path, "ls-files", "-z", "--cached", "--others",
      "--exclude-standard")
    let paths = listing.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    // A file that was deleted but not yet staged is still in git's index.
    return Set(paths).filter { FileManager.default.fileExists(atPath: root.appending(path: $0).path) }.sorted()
  }

  /// Swift files that a product is made of, connectors included, their tests left out.
  static func productSources() throws -> [String] {
    try files().filter { path in
      path.hasSuffix(".swift")
        && (path.hasPrefix("Sources/") || path.wholeMatch(of: /connectors\/[^\/]+\/Sources\/.+/) != nil)
    }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func output(of command: String...) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = root
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CommandFailed(command: command, status: process.terminationStatus)
    }
    return bytes
  }
}

struct CommandFailed: Error {
  let command: [String]
  let status: Int32
}
