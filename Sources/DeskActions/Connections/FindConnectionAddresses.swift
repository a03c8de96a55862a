package import Storage
package import Ticketing

/// The addresses of a connection's own: below the first address of the desk that has set it up.
package struct FindConnectionAddresses: Sendable {
  private let standIn: TenantID

  /// - Parameter standIn: the desk that stands in for the external one.
  package init(of standIn: TenantID) { self.standIn = standIn }

  /// Two reads, one in each desk.
  ///
  /// - Returns: nil where the connection is over, or its owner has no address.
  package func callAsFunction(_ storage: any DeskStorage) async throws -> ConnectionAddresses? {
    let found = try await storage.read(in: standIn) { tx in
      try tx.standIn().map { ($0.owner, try tx.tag(of: .secret, $0), try tx.tag(of: .writing, $0)) }
    }
    guard let (owner, secret, writing) = found,
      let main = try await storage.read(in: owner, { try $0.mainAddress() }),
      let at = main.lastIndex(of: "@")
    else { return nil }
    return ConnectionAddresses(
      secret: "\(main[..<at])+\(secret)\(main[at...])", writing: "\(main[..<at])+\(writing)\(main[at...])")
  }
}
