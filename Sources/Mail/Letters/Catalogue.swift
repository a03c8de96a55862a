import Foundation
import StrictJSON
package import Ticketing

/// The texts of mails in one language: flat JSON, a key for each text, `{name}` where a value goes.
package struct Catalogue: Sendable {
  package let texts: [String: String]

  package static func of(_ language: Language) -> Catalogue {
    switch language {
    case .english: english
    case .dutch: dutch
    }
  }

  private static let english = Catalogue(PackageResources.en_json)
  private static let dutch = Catalogue(PackageResources.nl_json)

  private init(_ bytes: [UInt8]) {
    guard let members = try? JSONReader.read(bytes).object?.members else {
      preconditionFailure("the catalogue is JSON: the tests read it")
    }
    texts = Dictionary(members.map { ($0.key, $0.value.string ?? "") }) { _, last in last }
  }

  /// - Parameter values: go in as they are; one that looks like a place for another is not looked at again.
  package func text(_ key: String, _ values: [String: String] = [:]) -> String {
    let parts = (texts[key] ?? key).split(separator: "{", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(into: String(parts[0])) { text, part in
      guard let close = part.firstIndex(of: "}"), let value = values[String(part[..<close])] else {
        return text += "{" + part
      }
      text += value + part[part.index(after: close)...]
    }
  }
}
