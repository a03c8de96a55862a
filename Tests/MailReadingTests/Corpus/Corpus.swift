import Foundation

/// Real mails that nobody of this project wrote: they lie outside the repository, since their licences differ. Where they are
/// absent, the tests that need them say so, and the recordings of our own are all that is read.
enum Corpus {
  /// Beside the repository, unless the environment names another folder.
  static let root: URL = {
    if let named = ProcessInfo.processInfo.environment["BATON_MAILS"] {
      return URL(filePath: named, directoryHint: .isDirectory)
    }
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return repository.deletingLastPathComponent().appending(path: "shared/data/mail", directoryHint: .isDirectory)
  }()

  static let isThere = FileManager.default.fileExists(atPath: root.path)

  struct File: Sendable {
    let folder: String
    let name: String
    let bytes: [UInt8]

    /// Three in ten were not looked at while the rules were written: they tell how mails fare that nobody has seen.
    var isKeptAside: Bool {
      let hash = name.utf8.reduce(UInt32(0x811C_9DC5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
      return hash % 10 < 3
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// The files of a folder with one of the endings, in the order of their names.
  static func files(_ folder: String, _ endings: String...) -> [File] {
    let place = root.appending(path: folder, directoryHint: .isDirectory)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    return names.sorted().filter { name in endings.contains { name.hasSuffix($0) } }.compactMap { name in
      (try? Data(contentsOf: place.appending(path: name))).map { File(folder: folder, name: name, bytes: Array($0)) }
    }
  }

  static let folders = [
    "auth/mail-auth", "auth/mailauth", "bounces/flanker", "bounces/flufl", "bounces/sisimai", "desk/freescout",
    "desk/redmine", "desk/rt", "mail", "mime/cpython", "mime/enmime", "mime/mimekit", "mime/stalwart", "replies/talon",
    "threads/notmuch", "zammad", "zammad-extra",
  ]
}
