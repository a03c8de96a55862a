import Foundation

/// What the demonstration's visitor needs to know: who may sign in where, and the tokens. Kept beside the data.
struct DemoDesks: Codable {
  struct Person: Codable {
    let name: String
    let email: String
    let role: String
  }

  struct Desk: Codable {
    let slug: String
    let name: String
    let admin: String
    /// All of the desk's people have it.
    var password: String
    let token: String
    let people: [Person]
  }

  var desks: [Desk]
  /// The partnership of acme and fieldworks, that of fieldworks and sparks, that of the bakery and fieldworks.
  let partnerships: [String]
  /// Whether anybody could guess the passwords: fit for a hub that is reached from its own machine only.
  var hasEasyPasswords: Bool

  func jsonText() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

/// The file in the data directory that says that the demonstration is whole, and keeps what its visitor needs to know.
struct DemoRecord {
  let data: String

  private var path: String { data + "/demo.json" }
  /// Stands there while a demonstration is being made: what is beside it is half of one.
  private var mark: String { data + "/demo.unfinished" }

  /// - Throws: `OperationRefusal` where it is there and cannot be read.
  func desks() throws -> DemoDesks? {
    guard let kept = FileManager.default.contents(atPath: path) else { return nil }
    guard let desks = try? JSONDecoder().decode(DemoDesks.self, from: kept) else {
      throw OperationRefusal("\(path) is damaged or of an older Baton; remove \(data) and start again")
    }
    return desks
  }

  func keep(_ desks: DemoDesks) throws {
    do {
      try Data(try desks.jsonText().utf8).write(to: URL(filePath: path), options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      if FileManager.default.fileExists(atPath: mark) { try FileManager.default.removeItem(atPath: mark) }
    } catch is CocoaError { throw OperationRefusal("\(path) cannot be written") }
  }

  /// Marks the directory as one in which a demonstration is being made, before anything else is in it.
  func begin() throws {
    let directory = URL(filePath: data, directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch is CocoaError { throw OperationRefusal("\(data) cannot be the data directory") }
    guard FileManager.default.createFile(atPath: mark, contents: nil) else {
      throw OperationRefusal("\(mark) cannot be written")
    }
  }

  var isUnfinished: Bool { FileManager.default.fileExists(atPath: mark) }
  var hasHub: Bool { FileManager.default.fileExists(atPath: data + "/baton.sqlite") }

  /// Removes the half of a demonstration, and nothing else; the mark stays until a whole one is there.
  func clear() throws {
    for name in ["baton.sqlite", "baton.sqlite-wal", "baton.sqlite-shm", "blobs"] {
      let path = data + "/" + name
      if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }
  }
}
