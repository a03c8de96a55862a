import Foundation

/// Webhooks of other products that nobody of this project wrote: they lie outside the repository, since their licences differ.
/// Where they are absent, the tests that need them say so, and the recordings of our own are all that is read.
enum ForeignPayloads {
  /// Beside the repository, unless the environment names another folder.
  static let root: URL = {
    if let named = ProcessInfo.processInfo.environment["BATON_PAYLOADS"] {
      return URL(filePath: named, directoryHint: .isDirectory)
    }
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return repository.deletingLastPathComponent().appending(path: "shared/data", directoryHint: .isDirectory)
  }()

  static let isThere = FileManager.default.fileExists(atPath: root.path)

  static func bytes(_ folder: String, _ name: String) -> [UInt8]? {
    (try? Data(contentsOf: root.appending(path: "\(folder)/\(name)"))).map(Array.init)
  }

  /// The names of a folder's files of JSON that begin with one of these.
  static func names(_ folder: String, _ beginnings: [String]) -> [String] {
    let place = root.appending(path: folder, directoryHint: .isDirectory)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    return names.sorted().filter { name in
      name.hasSuffix(".json") && beginnings.contains { name.hasPrefix($0) }
    }
  }
}
