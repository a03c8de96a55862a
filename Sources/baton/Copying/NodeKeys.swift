import Foundation
import Vault

/// The key file in the directory of a node whose hub is kept in a database.
struct NodeKeys {
  let directory: String

  private var path: String { directory + "/baton.keys" }

  /// Puts a copy there, unless the same is there already.
  ///
  /// - Throws: `OperationRefusal` where another one is: what it opens would be lost with it.
  func place(copyOf source: String) throws {
    guard let keys = FileManager.default.contents(atPath: source) else {
      throw OperationRefusal("\(source) cannot be read")
    }
    guard !FileManager.default.fileExists(atPath: directory + "/baton.sqlite") else {
      throw StartFailure.otherHub(data: directory)
    }
    if let found = FileManager.default.contents(atPath: path) {
      guard found == keys else { throw OperationRefusal("\(path) is another hub's key file; nothing is overwritten") }
      return
    }
    do {
      try FileManager.default.createDirectory(
        at: URL(filePath: directory), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try keys.write(to: URL(filePath: path), options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    } catch is CocoaError { throw OperationRefusal("\(path) cannot be written") }
  }
}
