package import ConnectorKit

/// What the operator decides, and the bounds that hold for all who ask.
package struct EgressOptions: Sendable {
  package var wall: AddressGuard
  /// A file with certificates of authorities (PEM) that are trusted beside those of the machine.
  package var authorities: String?
  package var userAgent = "Baton"
  /// To look a name up; and, once more, to connect with all that belongs to it.
  package var connectPatience: Duration = .seconds(5)
  /// How long a request may take that does not say so itself, without its longer bodies' time.
  package var patience: Duration = .seconds(15)
  /// How long hardly a byte may pass, whatever the request's own time.
  package var stallPatience: Duration = .seconds(15)
  /// How long a connection is kept that nobody needs.
  package var idlePatience: Duration = .seconds(60)
  /// Connections to one host and port for one account; for one account; and in all.
  package var perPlace = 4
  package var perAccount = 64
  package var inAll = 256
  /// Requests a second to one host and port for one account, and so many at once after a rest.
  package var perSecond = 200.0
  package var burst = 400.0
  /// How long a name's addresses are taken for known, so that a burst of requests asks for them once.
  package var namePatience: Duration = .seconds(10)

  package init(wall: AddressGuard = AddressGuard(), authorities: String? = nil) {
    self.wall = wall
    self.authorities = authorities
  }
}
