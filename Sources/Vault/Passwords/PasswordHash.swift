import Foundation
package import Storage

/// A password as it is kept: Argon2id in the PHC string format, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`
/// (https://github.com/P-H-C/phc-string-format).
package struct PasswordHash: Sendable {
  private let encoded: Secret<String>
  package let cost: PasswordCost

  /// Reads what was kept. Salt and hash are left to libargon2.
  ///
  /// - Throws: `StorageError.corrupt` where it is not of this format, or its cost is out of bounds.
  package init(_ text: String) throws(StorageError) {
    guard let cost = Self.cost(of: text) else { throw .corrupt("a password's hash is not as it was written") }
    encoded = Secret(text)
    self.cost = cost
  }

  /// What is kept. It is not for logs: who has it can try passwords on it.
  package var text: String { encoded.expose() }

  /// A hash that no password has. To verify against it costs the same as against one of `cost`.
  static func decoy(_ cost: PasswordCost, random: RandomBytes) -> PasswordHash {
    let parts = [random(PasswordHasher.saltLength), random(PasswordHasher.hashLength)].map(base64)
    return PasswordHash(text: "\(prefix)\(parameters(cost))$\(parts[0])$\(parts[1])", cost: cost)
  }

  init(text: String, cost: PasswordCost) {
    encoded = Secret(text)
    self.cost = cost
  }

  private static let prefix = "$argon2id$v=19$"
  /// Twice as long as any that is written here.
  private static let limitInBytes = 256

  private static func parameters(_ cost: PasswordCost) -> String {
    "m=\(cost.memoryInKiB),t=\(cost.passes),p=\(cost.lanes)"
  }

  private static func cost(of text: String) -> PasswordCost? {
    guard text.utf8.count <= limitInBytes, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, text.hasPrefix(prefix), !parts[4].isEmpty, !parts[5].isEmpty else { return nil }
    let numbers = parts[3].split(separator: ",").compactMap { UInt32($0.dropFirst(2)) }
    guard numbers.count == 3,
      let cost = PasswordCost(memoryInKiB: numbers[0], passes: numbers[1], lanes: numbers[2]),
      parts[3] == parameters(cost)
    else { return nil }
    return cost
  }

  /// Base 64 without padding, as the format asks.
  private static func base64(_ bytes: [UInt8]) -> String {
    String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
  }
}
