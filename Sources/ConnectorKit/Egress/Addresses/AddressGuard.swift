/// Which addresses the hub may be sent to by somebody who names them: those of the internet, and what the operator allows.
package struct AddressGuard: Sendable {
  /// What the operator allows although it is none of the internet's. A range of version 4 opens nothing of version 6.
  package let exceptions: [AddressRange]

  package init(exceptions: [AddressRange] = []) { self.exceptions = exceptions }

  /// Why the address is not to be dialled; nil where it may be.
  ///
  /// - Parameter own: the addresses of this machine, which are refused even where the internet sees them.
  package func refusal(of address: IPAddress, own: Set<IPAddress> = []) -> AddressKind? {
    if exceptions.contains(where: { $0.contains(address) }) { return nil }
    return AddressKind.of(address) ?? (own.contains(address) ? .own : nil)
  }

  /// Why a name is not to be asked: one address that is refused refuses all, for which of them is dialled is chance.
  package func refusal(of addresses: [IPAddress], own: Set<IPAddress> = []) -> AddressKind? {
    for address in addresses {
      if let kind = refusal(of: address, own: own) { return kind }
    }
    return nil
  }
}
