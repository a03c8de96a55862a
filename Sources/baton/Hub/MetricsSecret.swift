import Foundation
import Vault

/// The file with the bearer token that opens `/metrics`.
enum MetricsSecret {
  /// Shorter ones can be guessed.
  private static let leastBytes = 16

  /// - Throws: `StartFailure.metricsSecret` where the file is no such thing.
  static func read(_ path: String) throws -> Secret<String> {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw StartFailure.metricsSecret(path: path, reason: "it cannot be read")
    }
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.utf8.count >= leastBytes, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      let reason = "it is to hold one word of at least \(leastBytes) letters and digits"
      throw StartFailure.metricsSecret(path: path, reason: reason)
    }
    return Secret(text)
  }
}
