package import Storage
package import Ticketing
package import Vault

/// What pages need beyond what the API does: handed in by the executable.
package struct PageNeeds: Sendable {
  package let library: PageLibrary
  package let hasher: PasswordHasher
  package let feed: DeskFeed
  /// Finds the desk that somebody signs in at; nil where there is none of this slug.
  package let tenant: @Sendable (_ slug: String) async throws -> Tenant?
  package let tries: SignInTries
  package let streams: OpenStreams
  /// Nil where the hub shows its operator no pages.
  package let operating: OperatorNeeds?

  package init(
    library: PageLibrary, hasher: PasswordHasher, feed: DeskFeed,
    tenant: @escaping @Sendable (String) async throws -> Tenant?, tries: SignInTries = SignInTries(),
    streams: OpenStreams = OpenStreams(), operating: OperatorNeeds? = nil
  ) {
    self.library = library
    self.hasher = hasher
    self.feed = feed
    self.tenant = tenant
    self.tries = tries
    self.streams = streams
    self.operating = operating
  }
}
