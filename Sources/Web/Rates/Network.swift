import Foundation

/// The network that an address is one of, as far as one sender is concerned.
package enum Network {
  /// An address of IPv4 as it is; of IPv6 its first 64 bits, for whoever has one of them has them all (RFC 6177).
  package static func of(_ address: String) -> String {
    guard address.contains(":"), address.utf8.count <= 64 else { return String(address.prefix(64)) }
    if let mapped = address.split(separator: ":").last, mapped.contains(".") { return String(mapped) }
    // What stands for runs of zeros is written out, or one network would have many texts.
    let halves = address.prefix { $0 != "%" }.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    let head = halves[0].split(separator: ":")
    let tail = halves.count > 1 ? halves[1].split(separator: ":") : []
    let zeros = halves.count > 1 ? max(0, 8 - head.count - tail.count) : 0
    let groups = head + Array(repeating: "0", count: zeros) + tail
    return groups.prefix(4).joined(separator: ":").lowercased() + "::/64"
  }

  /// The client's address where a proxy that is trusted sent the request on: the last address of `X-Forwarded-For` that is no
  /// such proxy's. Before that one, everything is what the client says of itself.
  package static func client(peer: String?, forwarded: String?, proxies: Set<String>) -> String? {
    guard let peer, proxies.contains(peer), let forwarded else { return peer }
    let hops = forwarded.suffix(1_000).split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    guard let client = hops.last(where: { !proxies.contains($0) }), !client.isEmpty, client.utf8.count <= 45,
      client.utf8.allSatisfy({ $0 == 0x2E || $0 == 0x3A || ($0 < 0x80 && Character(Unicode.Scalar($0)).isHexDigit) })
    else { return peer }
    return client
  }
}
