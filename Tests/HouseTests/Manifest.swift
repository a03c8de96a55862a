import Foundation

/// Package.swift as the package manager reads it.
struct Manifest {
  struct Target {
    let name: String
    let isTest: Bool
    /// The target's folder, from the root.
    let path: String
    /// Targets and products that it declares to depend on.
    let dependencies: Set<String>
  }

  let targets: [String: Target]

  static func read() throws -> Manifest {
    // A scratch path of its own: the build directory is locked by the run that these tests are part of.
    let scratch = FileManager.default.temporaryDirectory.appending(path: "baton-manifest-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let json = try Repository.output(of: "swift", "package", "--scratch-path", scratch.path, "dump-package")
    let package = try JSONDecoder().decode(DumpedPackage.self, from: json)
    let targets = package.targets.map { target in
      let isTest = target.type == "test"
      return Target(
        name: target.name, isTest: isTest, path: target.path ?? (isTest ? "Tests/" : "Sources/") + target.name,
        dependencies: Set(target.dependencies.map(\.name)))
    }
    return Manifest(targets: Dictionary(uniqueKeysWithValues: targets.map { ($0.name, $0) }))
  }

  /// The target that a file belongs to.
  func owner(of file: String) -> Target? {
    targets.values.filter { file.hasPrefix($0.path + "/") }.max { $0.path.count < $1.path.count }
  }
}

private struct DumpedPackage: Decodable {
  let targets: [DumpedTarget]
}

private struct DumpedTarget: Decodable {
  let name: String
  let type: String
  let path: String?
  let dependencies: [DumpedDependency]
}

/// `{"byName": ["Ticketing", null]}` or `{"product": ["Crypto", "swift-crypto", null, null]}`.
private struct DumpedDependency: Decodable {
  let name: String

  init(from decoder: any Decoder) throws {
    let kinds = try decoder.container(keyedBy: Kind.self)
    guard let kind = kinds.allKeys.first else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no known kind"))
    }
    var parts = try kinds.nestedUnkeyedContainer(forKey: kind)
    name = try parts.decode(String.self)
  }

  enum Kind: String, CodingKey { case byName, product, target, plugin }
}
