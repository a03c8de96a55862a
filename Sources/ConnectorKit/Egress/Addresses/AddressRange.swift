/// All addresses that begin with the same bits: `10.0.0.0/8` (RFC 4632).
package struct AddressRange: Hashable, Sendable {
  package let network: IPAddress
  /// How many bits of it are the same.
  package let prefix: Int

  /// Nil where the prefix is too long, or the network has bits beyond it: `10.1.2.3/8` is a slip.
  package init?(_ network: IPAddress, prefix: Int) {
    switch network {
    case .v4(let number):
      guard (0...32).contains(prefix), number & ~AddressRange.mask(prefix) == 0 else { return nil }
    case .v6(let number):
      guard (0...128).contains(prefix), number & ~AddressRange.mask(prefix) == 0 else { return nil }
    }
    self.network = network
    self.prefix = prefix
  }

  /// Reads `ADDRESS/BITS`, or one address alone.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let network = IPAddress(parts[0]) else { return nil }
    guard parts.count == 2 else {
      self.init(network, prefix: network.width)
      return
    }
    guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let prefix = Int(parts[1])
    else { return nil }
    self.init(network, prefix: prefix)
  }

  package func contains(_ address: IPAddress) -> Bool {
    switch (network, address) {
    case (.v4(let network), .v4(let number)): number & AddressRange.mask(prefix) == network
    case (.v6(let network), .v6(let number)): number & AddressRange.mask(prefix) == network
    case (.v4, .v6), (.v6, .v4): false
    }
  }

  private static func mask<Number: FixedWidthInteger>(_ prefix: Int) -> Number { ~(Number.max >> prefix) }
}

extension AddressRange: CustomStringConvertible {
  package var description: String { "\(network)/\(prefix)" }
}

extension IPAddress {
  fileprivate var width: Int {
    switch self {
    case .v4: 32
    case .v6: 128
    }
  }
}
