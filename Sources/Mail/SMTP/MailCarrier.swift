/// Who takes a mail to where it goes on.
package protocol MailCarrier: Sendable {
  /// Returns once the next server has taken the mail over.
  func carry(_ message: MailMessage) async throws(MailFailure)
}

/// Why a mail could not be handed over, and whether another try makes sense.
package enum MailFailure: Error, Equatable, Sendable {
  /// The server is not there, is busy, or does not take this hub for one that may send.
  case temporary(String)
  /// The server will never take this mail.
  case permanent(String)
  /// The server says that nobody has this address (RFC 5321, 4.2.3: 550, 551, 553).
  case noSuchAddress(String)
}
