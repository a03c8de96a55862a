package import Storage
package import Ticketing

/// The addresses of a connection's own: below the first address of the desk that has set it up.
package struct FindConnectionAddresses: Sendable {
  private let standIn: TenantID
  private let domain: String?

  /// - Parameters:
  ///   - standIn: the desk that stands in for the external one.
  ///   - domain: below which the hub gives each desk an address; nil where it gives none.
  package init(of standIn: TenantID, domain: String?) {
    self.standIn = standIn
    self.domain = domain
  }

  /// Two reads, one in each desk.
  ///
  /// - Returns: nil where the connection is over, or its owner has no address.
  package func callAsFunction(_ storage: any DeskStorage) async throws -> ConnectionAddresses? {
    let found = try await storage.read(in: standIn) { tx in
      try tx.standIn().map { ($0.owner, try tx.tag(of: .secret, $0), try tx.tag(of: .writing, $0)) }
    }
    guard let (owner, secret, writing) = found,
      let main = try await storage.read(in: owner, { [domain] in try $0.mainAddress(domain: domain) }),
      let at = main.lastIndex(of: "@")
    else { return nil }
    return ConnectionAddresses(
      secret: "\(main[..<at])+\(secret)\(main[at...])", writing: "\(main[..<at])+\(writing)\(main[at...])")
  }
}
