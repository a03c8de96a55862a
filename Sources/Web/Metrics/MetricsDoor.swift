import Crypto
import HTTPTypes
package import Measuring
package import Vault

/// To whom `/metrics` opens, and what is told there. To everybody else it looks like an address that does not exist.
package struct MetricsDoor: Sendable {
  private let secretHash: [UInt8]?
  let families: @Sendable () async throws -> [MetricFamily]

  /// - Parameters:
  ///   - secret: what an operator's tool shows as its bearer token. Where it is nil, callers on this machine need none.
  ///   - families: what there is to tell beside what the doors count.
  package init(secret: Secret<String>? = nil, families: @escaping @Sendable () async throws -> [MetricFamily] = { [] })
  {
    secretHash = secret.map { Self.hash($0.expose()) }
    self.families = families
  }

  /// Where a secret is set, it alone opens: a proxy on this machine makes every caller look like a neighbour. Without one,
  /// a neighbour is who comes over the loopback, names the hub by a loopback name, and was not sent on by a proxy.
  func opens(to call: Call) -> Bool {
    if let secretHash {
      guard let shown = call.headers[.authorization], shown.hasPrefix("Bearer ") else { return false }
      return ConstantTime.equal(secretHash, Self.hash(String(shown.dropFirst(7))))
    }
    guard Self.isLoopback(call.address ?? "") else { return false }
    let host = call.authority.map(Self.withoutPort) ?? ""
    return (host == "localhost" || Self.isLoopback(host)) && !Self.forwarded.contains { call.headers[$0] != nil }
  }

  /// What proxies add.
  private static let forwarded = [
    "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP",
  ].compactMap { HTTPField.Name($0) }

  private static func isLoopback(_ address: String) -> Bool {
    address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
  }

  private static func withoutPort(_ authority: String) -> String {
    if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }) }
    return String(authority.prefix { $0 != ":" })
  }

  private static func hash(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}
