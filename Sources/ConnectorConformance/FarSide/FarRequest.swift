package import ConnectorKit
import Foundation
package import StrictJSON

/// A request as a double of the far side sees it: taken apart, as a server does.
package struct FarRequest: Sendable {
  package let method: EgressRequest.Method
  /// Scheme, host and port.
  package let origin: String
  /// What stood between the slashes, percent signs resolved.
  package let path: [String]
  package let query: [(name: String, value: String)]
  package let headers: [EgressHeader]
  /// Of anything but a form with files.
  package let body: [UInt8]
  /// Of a form with files (RFC 7578).
  package let parts: [Part]

  package struct Part: Sendable, Equatable {
    package let name: String
    package let filename: String?
    package let type: String?
    package let bytes: [UInt8]
  }

  /// Reads the body, files and all.
  package init(_ request: EgressRequest) async throws {
    method = request.method
    origin = "\(request.url.scheme.rawValue)://\(request.url.host):\(request.url.port)"
    let halves = request.url.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = halves[0].split(separator: "/").map { Self.decoded($0) }
    query = halves.count > 1 ? Self.pairs(halves[1]) : []
    headers = request.headers
    switch request.body {
    case .none: (body, parts) = ([], [])
    case .bytes(let bytes): (body, parts) = (bytes, [])
    case .file(let file): (body, parts) = (try await file.whole(), [])
    case .form(let fields):
      var read: [Part] = []
      for field in fields {
        let bytes: [UInt8] =
          switch field.content {
          case .bytes(let bytes): bytes
          case .file(let file): try await file.whole()
          }
        read.append(Part(name: field.name, filename: field.filename, type: field.type, bytes: bytes))
      }
      (body, parts) = ([], read)
    }
  }

  /// The first of that name, in any case of its letters.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  package func query(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// Nil where the body is none.
  package var json: JSONValue? { try? JSONReader.read(body) }

  /// The fields of a form without files, such as one that asks for a token.
  package var fields: [(name: String, value: String)] { Self.pairs(String(decoding: body, as: UTF8.self)) }

  package func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  package func part(_ name: String) -> Part? { parts.first { $0.name == name } }

  private static func pairs(_ text: some StringProtocol) -> [(name: String, value: String)] {
    text.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (decoded(halves[0]), halves.count > 1 ? decoded(halves[1]) : "")
    }
  }

  private static func decoded(_ text: some StringProtocol) -> String {
    let spaced = text.replacingOccurrences(of: "+", with: " ")
    return spaced.removingPercentEncoding ?? spaced
  }
}

extension EgressFile {
  func whole() async throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let piece = try await read(bytes.count, min(262_144, count - bytes.count))
      guard !piece.isEmpty else { break }
      bytes += piece
    }
    return bytes
  }
}
