import Crypto
import Foundation
package import Ticketing

/// A bearer's secret of one tenant, as it is made: shown once to its owner, kept as a hash.
///
/// Its text is 88 characters of a–z, 0–9 and `_`: the kind's prefix, then in base 32 the tenant (16 bytes), 256 random bits,
/// and a checksum (4 bytes), so that a slip is told without asking storage. One token has one text.
package struct TokenSecret: Sendable {
  package let kind: TokenKind
  package let tenant: TenantID
  private let secret: Secret<[UInt8]>

  package init(_ kind: TokenKind, for tenant: TenantID, random: RandomBytes = .system) {
    self.kind = kind
    self.tenant = tenant
    secret = Secret(random(Self.secretLength))
  }

  /// What the owner is handed.
  package var text: Secret<String> {
    let body = withUnsafeBytes(of: tenant.uuid.uuid) { Array($0) } + secret.expose()
    return Secret(kind.prefix + Base32.text(body + Self.checksum(kind, body)))
  }

  /// What is kept: SHA-256 of the 32 secret bytes. With 256 random bits it needs neither salt nor cost.
  package var hash: [UInt8] { Self.hash(secret.expose()) }

  private static let tenantLength = 16
  private static let secretLength = 32
  private static let checksumLength = 4
  private static let bodyLength = tenantLength + secretLength + checksumLength
}

extension TokenSecret {
  /// What a token that somebody presents claims; it is proven when storage has the hash at that tenant.
  package struct Claim: Sendable, Hashable {
    package let tenant: TenantID
    /// SHA-256 of the secret, as `TokenRecord` and `Invitation` keep it.
    package let secretHash: [UInt8]
  }

  /// Reads a token of one kind; nil where it is of another, cut, altered, or no token at all. It takes any text.
  package static func read(_ text: String, as kind: TokenKind) -> Claim? {
    let characters = text.utf8
    guard characters.count == kind.prefix.utf8.count + Base32.length(ofBytes: bodyLength),
      characters.starts(with: kind.prefix.utf8),
      let bytes = Base32.bytes(characters.dropFirst(kind.prefix.utf8.count), count: bodyLength)
    else { return nil }
    let body = Array(bytes.dropLast(checksumLength))
    guard ConstantTime.equal(checksum(kind, body), Array(bytes.suffix(checksumLength))) else { return nil }
    var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    withUnsafeMutableBytes(of: &uuid) { $0.copyBytes(from: body.prefix(tenantLength)) }
    return Claim(tenant: TenantID(UUID(uuid: uuid)), secretHash: hash(Array(body.dropFirst(tenantLength))))
  }

  private static func hash(_ secret: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: secret)) }

  /// It guards against slips, not against forgers: whoever has the token can work it out.
  private static func checksum(_ kind: TokenKind, _ body: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: Array(kind.prefix.utf8) + body).prefix(checksumLength))
  }
}
