package import Foundation

/// What a connector wants to happen next.
package enum Step<Outcome: Sendable>: Sendable {
  /// Send this, and ask again with its answer.
  case ask(EgressRequest)
  /// Send this mail, and ask again; the answer says 250 once it is taken over.
  case post(OutwardMail)
  /// Read the file of a mail that lies at this place (`ForeignMail.locations`), and ask again with its bytes.
  case read(String)
  /// Remember this token, as long as it holds, and ask again from the beginning.
  case learn(AccessToken)
  case done(Outcome)
  case failed(DeliveryFailure)
}

/// What has passed between the hub and the far side for one step so far.
package struct Exchange: Sendable {
  /// In the order of the requests.
  package let answers: [EgressAnswer]
  /// The token learnt last, while it holds.
  package let token: AccessToken?
  /// How often this was tried before: the far side may have done it, and its answer been lost.
  package let earlierTries: Int
  /// The comments and files of the ticket that are known to be there, by their ids there, where it was tried before: only what
  /// is not among them may be what an earlier try made.
  package let known: Set<String>
  /// When this is: what a token's lifetime and a date in `Retry-After` are counted from.
  package let now: Date

  package init(
    answers: [EgressAnswer] = [], token: AccessToken? = nil, earlierTries: Int = 0, known: Set<String> = [],
    at now: Date = Date(timeIntervalSince1970: 0)
  ) {
    self.answers = answers
    self.token = token
    self.earlierTries = earlierTries
    self.known = known
    self.now = now
  }
}

/// What the far side gave in exchange for a secret. It is kept in memory only.
package struct AccessToken: Sendable, Equatable {
  package let value: String
  package let expiresAt: Date

  package init(value: String, expiresAt: Date) {
    self.value = value
    self.expiresAt = expiresAt
  }
}

/// Why something did not get through, and what comes next.
package enum DeliveryFailure: Error, Sendable, Equatable {
  /// It may get through later; after the time that the far side asked for, where it named one.
  case temporary(retryAfter: Duration?, Cause)
  /// It will not get through as it is: people are told, and may mend it.
  case permanent(Cause)

  package enum Cause: Sendable, Equatable {
    /// 401 or 403: the secrets, or their rights.
    case notAuthorised
    /// The far side knows no such ticket, or comment.
    case notFound
    /// The ticket is closed for good there.
    case closed
    /// The far side has no way from its present status to the one that is asked for; it names those that there are.
    case noTransition(from: String?, to: String, offered: [String])
    /// The far side demands what the mapping does not supply.
    case lacking(fields: [String])
    /// The mapping has no word for this.
    case unmapped(String)
    case tooLarge(limitInBytes: Int?)
    /// The far side cannot do such a thing at all.
    case unsupported(String)
    case rateLimited
    case unavailable
    /// Somebody changed it there meanwhile.
    case conflict
    /// The far side has not said yet what it calls the ticket.
    case unnumbered
    /// The hub has no address for this connection, or no server that it sends mail through.
    case noMail
    /// What was answered is not what the far side's documentation says.
    case unintelligible
    case refused(status: Int)
    case egress(EgressFailure)
  }
}
