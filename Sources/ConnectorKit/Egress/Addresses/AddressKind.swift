/// Why an address is not one that anybody on the internet may be asked at.
package enum AddressKind: String, Sendable, CaseIterable {
  /// This machine.
  case loopback
  case unspecified
  case `private`
  case linkLocal = "link_local"
  /// Where clouds hand their secrets to their machines.
  case metadata
  /// Between a provider and its customers (RFC 6598).
  case carrierShared = "carrier_shared"
  case uniqueLocal = "unique_local"
  case multicast
  case broadcast
  case documentation
  case benchmarking
  /// Set apart by IANA for something else, or not given to anybody yet.
  case reserved
  /// An address of version 4 in the clothes of one of version 6: what it means is decided elsewhere.
  case mapped
  case translated
  case tunnelled
  /// One of this machine's own, even where the internet sees it.
  case own
}

extension AddressKind {
  /// What an address is; nil for one that is given to somebody and is reached over the internet.
  ///
  /// After IANA's registries of special-purpose addresses (RFC 6890 and its successors). Of version 6 only 2000::/3 is given
  /// out, so that all else is refused whether it has a name here or not.
  package static func of(_ address: IPAddress) -> AddressKind? {
    if let named = ranges.first(where: { $0.range.contains(address) }) { return named.kind }
    switch address {
    case .v4: return nil
    case .v6: return globalUnicast.contains(address) ? nil : .reserved
    }
  }

  private static let globalUnicast = range("2000::/3")

  private static let ranges = written.map { (range: range($0.text), kind: $0.kind) }

  /// The narrower range stands before the wider one that it is in.
  private static let written: [(text: String, kind: AddressKind)] = [
    ("169.254.169.254/32", .metadata), ("169.254.170.2/32", .metadata), ("100.100.100.200/32", .metadata),
    ("168.63.129.16/32", .metadata), ("192.0.0.192/32", .metadata), ("fd00:ec2::254/128", .metadata),
    ("fd20:ce::254/128", .metadata), ("255.255.255.255/32", .broadcast), ("0.0.0.0/8", .unspecified),
    ("10.0.0.0/8", .private), ("100.64.0.0/10", .carrierShared), ("127.0.0.0/8", .loopback),
    ("169.254.0.0/16", .linkLocal), ("172.16.0.0/12", .private), ("192.0.0.0/24", .reserved),
    ("192.0.2.0/24", .documentation), ("192.88.99.0/24", .tunnelled), ("192.168.0.0/16", .private),
    ("198.18.0.0/15", .benchmarking), ("198.51.100.0/24", .documentation), ("203.0.113.0/24", .documentation),
    ("224.0.0.0/4", .multicast), ("240.0.0.0/4", .reserved), ("::/128", .unspecified), ("::1/128", .loopback),
    ("::ffff:0:0/96", .mapped), ("::ffff:0:0:0/96", .mapped), ("::/96", .mapped), ("64:ff9b::/96", .translated),
    ("64:ff9b:1::/48", .translated), ("100::/64", .reserved), ("2001::/32", .tunnelled),
    ("2001:2::/48", .benchmarking), ("2001:db8::/32", .documentation), ("2001::/23", .reserved),
    ("2002::/16", .tunnelled), ("3ffe::/16", .reserved), ("3fff::/20", .documentation), ("5f00::/16", .reserved),
    ("fc00::/7", .uniqueLocal), ("fe80::/10", .linkLocal), ("fec0::/10", .private), ("ff00::/8", .multicast),
  ]

  private static func range(_ text: String) -> AddressRange {
    guard let range = AddressRange(text) else { preconditionFailure("\(text) is no range") }
    return range
  }
}
