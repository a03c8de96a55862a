/// Where a change came from.
package enum Origin: String, Sendable, CaseIterable, Codable {
  /// One of this desk's own people.
  case here
  /// A desk in the chain.
  case partner
  /// An external desk behind a connector.
  case connection
  case mail
  case portal
  /// An integration of this desk's own.
  case api
}
