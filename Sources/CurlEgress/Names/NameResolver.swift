package import ConnectorKit

/// What knows the addresses of names.
package protocol NameResolver: Sendable {
  /// Keeps its thread as long as it takes; it is called on one of its own, and whoever asked does not wait for ever.
  func addresses(of host: String) throws(NameFailure) -> [IPAddress]
}

package enum NameFailure: Error, Sendable, Equatable {
  /// There is no such name, or it has no address.
  case notFound
  case unknownForNow
}
