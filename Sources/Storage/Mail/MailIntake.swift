package import Foundation

/// What doors hand mail to.
package protocol MailIntake: Sendable {
  /// For whom mail to this address is, with or without a token behind a plus sign; nil where there is no such address here
  /// (550). Without regard to case.
  func addressee(_ address: String) async throws -> MailAddressee?

  /// Begins to take one message in for one addressee; it is kept only once `finish` has returned.
  func receive(for addressee: MailAddressee, _ envelope: MailEnvelope) async throws -> any MailSink
}

/// Takes in one message. After `finish` or `abandon` it is of no more use.
package protocol MailSink: Sendable {
  /// The next bytes of the message, as they came: line breaks as they are, nothing stuffed.
  ///
  /// - Throws: `MailTooLarge`, or what the storage throws; then `abandon` is to follow.
  func write(_ bytes: [UInt8]) async throws

  /// Returns once the message and the note of it are on disk: then, and only then, it may be said that it is taken (250).
  ///
  /// - Throws: what the storage throws: it is to be brought again (451).
  func finish() async throws -> MailVerdict

  /// Forgets what was written; harmless after `finish`.
  func abandon() async
}

package enum MailVerdict: Sendable, Equatable {
  case taken(KeptMailID)
  /// It was taken before: said again by who did not hear that it was.
  case known(KeptMailID)
  /// It proved an address to be a desk's, and is over with that.
  case proof
  /// The address is nobody's yet, and this is not the mail that proves it (550).
  case refused
}

/// A mail of more bytes than are taken (552).
package struct MailTooLarge: Error, Equatable, Sendable {
  package let limit: Int

  package init(limit: Int) { self.limit = limit }

  /// A mail with a hundred megabytes of files, encoded as mail encodes them.
  package static let usualLimit = 144 * 1_024 * 1_024
}

/// The hub-wide view of which address is whose; keys only.
package protocol AddressDirectory: Sendable {
  /// Every desk that says to have an address; the one that proved it first comes first.
  ///
  /// - Parameter folded: as `EmailAddress.folded` has it.
  func claims(on folded: String) async throws -> [AddressClaim]
}

package struct AddressClaim: Sendable, Equatable {
  package let address: ClaimedAddress
  package let provenAt: Date?

  package init(_ address: ClaimedAddress, provenAt: Date?) {
    self.address = address
    self.provenAt = provenAt
  }
}
