/// Why a mailbox is not fetched as it should be.
package enum MailFetchTrouble: String, Sendable, CaseIterable, Codable {
  /// It is none that this hub may ask.
  case forbidden
  case nameNotFound = "name_not_found"
  case notConnected = "not_connected"
  /// Its certificate does not hold, or it speaks no TLS.
  case notSafe = "not_safe"
  case timedOut = "timed_out"
  case brokenOff = "broken_off"
  case notAuthorised = "not_authorised"
  /// The password would travel unencrypted.
  case unprotected
  case noFolder = "no_folder"
  /// The server said no to something.
  case refused
  case unintelligible
  /// What was fetched could not be kept.
  case notKept = "not_kept"
  /// Another desk has proved the address to be its own.
  case otherDesks = "other_desks"
  /// The address is not proved to be the desk's yet: nothing is taken for it.
  case unproven
  /// Mails come in, but one was passed over at least.
  case passedOver = "passed_over"
  /// Mails come in, but there they are not marked or moved.
  case notSettled = "not_settled"
}
