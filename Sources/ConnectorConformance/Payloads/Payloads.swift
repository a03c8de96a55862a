package import ConnectorKit
import Foundation
package import StrictJSON

/// Payloads of real desks that nobody of this project made: they lie outside the repository, since their licences differ. Where
/// they are absent, the tests that need them say so, and the doubles are all that is asked.
package enum Payloads {
  /// Beside the repository, unless the environment names another folder.
  private static let root: URL = {
    if let named = ProcessInfo.processInfo.environment["BATON_PAYLOADS"] {
      return URL(filePath: named, directoryHint: .isDirectory)
    }
    var repository = URL(filePath: #filePath)
    for _ in 0..<4 { repository.deleteLastPathComponent() }
    return repository.deletingLastPathComponent().appending(path: "shared/data", directoryHint: .isDirectory)
  }()

  package static func areThere(for folder: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: folder).path)
  }

  /// Every JSON file below a folder, by its path there; and of a recording, each answer by itself.
  package static func all(in folder: String) -> [Payload] {
    let place = root.appending(path: folder, directoryHint: .isDirectory)
    let names = FileManager.default.subpaths(atPath: place.path) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().flatMap { name -> [Payload] in
      guard let bytes = try? Data(contentsOf: place.appending(path: name)) else { return [] }
      guard let value = try? JSONReader.read(Array(bytes), depthLimit: 128) else {
        return [Payload(name: name, method: nil, path: nil, status: nil, value: nil)]
      }
      let exchanges = Exchanges.of(value)
      guard !exchanges.isEmpty else { return [Payload(name: name, method: nil, path: nil, status: nil, value: value)] }
      return exchanges.enumerated().map { index, exchange in
        Payload(
          name: "\(name)#\(index + 1)", method: exchange.method, path: exchange.path, status: exchange.status,
          value: exchange.value)
      }
    }
  }
}

/// One body that a desk sent or answered.
package struct Payload: Sendable {
  package let name: String
  /// Of the request that it answers, where it is of a recording.
  package let method: String?
  package let path: String?
  package let status: Int?
  /// Nil where it is no JSON.
  package let value: JSONValue?

  package var answer: EgressAnswer { .json(value ?? .null, status: status ?? 200) }
}

/// Recordings as programs keep them: HAR files, cassettes, lists of requests with their responses.
private enum Exchanges {
  struct Recorded {
    let method: String?
    let path: String?
    let status: Int?
    let value: JSONValue?
  }

  static func of(_ value: JSONValue) -> [Recorded] {
    let list = value["http_interactions"]?.array ?? value["log"]?["entries"]?.array ?? value.array ?? []
    let recorded = list.filter { $0["request"]?.object != nil && $0["response"]?.object != nil }
    guard recorded.count == list.count else { return [] }
    return recorded.map { exchange in
      let (request, response) = (exchange["request"], exchange["response"])
      let address = (request?["url"] ?? request?["uri"])?.string
      let status = response?["status"]?.integer ?? response?["status"]?["code"]?.integer
      return Recorded(
        method: request?["method"]?.string, path: address.flatMap { URL(string: $0)?.path },
        status: status.map { Int(truncatingIfNeeded: $0) }, value: body(response))
    }
  }

  private static func body(_ response: JSONValue?) -> JSONValue? {
    let body = response?["body"] ?? response?["content"]
    guard let text = body?.string ?? body?["string"]?.string ?? body?["text"]?.string else {
      return body?.object?["base64_string"] == nil ? body : nil
    }
    return try? JSONReader.read(Array(text.utf8), depthLimit: 128)
  }
}
