import Crypto

/// A bearer's secret of the hub itself, of no tenant: for its operator. Shown once, kept as a hash.
///
/// Its text is the kind's prefix and 256 random bits in base 32.
package struct HubSecret: Sendable {
  /// The prefix is read by people and by scanners for leaked secrets.
  package enum Kind: String, Sendable, CaseIterable {
    /// The key in the link by which the operator signs in, once.
    case operatorLink = "bal_"
    /// What the operator's cookie holds.
    case operatorSession = "bao_"
  }

  package let kind: Kind
  private let secret: Secret<[UInt8]>

  package init(_ kind: Kind, random: RandomBytes = .system) {
    self.kind = kind
    secret = Secret(random(Self.length))
  }

  /// What the operator is handed.
  package var text: Secret<String> { Secret(kind.rawValue + Base32.text(secret.expose())) }

  /// What is kept: SHA-256 of the secret bytes.
  package var hash: [UInt8] { Array(SHA256.hash(data: secret.expose())) }

  /// The hash of a secret that somebody presents; nil where it is none of this kind. It takes any text.
  package static func hash(of text: String, as kind: Kind) -> [UInt8]? {
    let characters = text.utf8
    guard characters.count == kind.rawValue.utf8.count + Base32.length(ofBytes: length),
      characters.starts(with: kind.rawValue.utf8),
      let bytes = Base32.bytes(characters.dropFirst(kind.rawValue.utf8.count), count: length)
    else { return nil }
    return Array(SHA256.hash(data: Array(bytes)))
  }

  private static let length = 32
}
