package import Foundation

/// How far a mailbox was fetched, how that went, and when it is visited again.
package struct MailFetch: Sendable, Equatable {
  /// A mail that stays where it is, since it could not be taken.
  package struct PassedOver: Sendable, Equatable, Codable {
    package enum Reason: String, Sendable, CaseIterable, Codable {
      case tooLarge = "too_large"
      /// The server did not give it, however often it was asked.
      case notGiven = "not_given"
    }

    package let uid: UInt32
    package let reason: Reason
    package let at: Date

    package init(uid: UInt32, reason: Reason, at: Date) {
      self.uid = uid
      self.reason = reason
      self.at = at
    }
  }

  /// While the mailbox says the same, UIDs mean what they meant (RFC 3501, 2.3.1.1); nil before the first visit.
  package var validity: UInt32?
  /// Everything up to it has been dealt with.
  package var uid: UInt32
  /// Mails below it had other numbers once: they may have been taken, or passed by, before. Nil where none had.
  package private(set) var renumberedBelow: UInt32?
  package var nextAt: Date
  /// Until when somebody visits it.
  package var leaseUntil: Date?
  /// Rises with each visit and each change of the account: who holds an older one writes nothing.
  package var fence: Int
  /// How often in a row it could not be visited.
  package var failures: Int
  package var failingSince: Date?
  /// Why the last visit failed, or what did not go well in it.
  package var reason: MailFetchTrouble?
  package var fetchedAt: Date?
  /// The mail that the last visits failed at, and how many did.
  package var troubleUID: UInt32?
  package var troubles: Int
  /// The newest last.
  package private(set) var passedOver: [PassedOver]

  package init(
    validity: UInt32? = nil, uid: UInt32 = 0, renumberedBelow: UInt32? = nil, nextAt: Date, leaseUntil: Date? = nil,
    fence: Int = 0, failures: Int = 0, failingSince: Date? = nil, reason: MailFetchTrouble? = nil,
    fetchedAt: Date? = nil,
    troubleUID: UInt32? = nil, troubles: Int = 0, passedOver: [PassedOver] = []
  ) {
    self.validity = validity
    self.uid = uid
    self.renumberedBelow = renumberedBelow
    self.nextAt = nextAt
    self.leaseUntil = leaseUntil
    self.fence = fence
    self.failures = failures
    self.failingSince = failingSince
    self.reason = reason
    self.fetchedAt = fetchedAt
    self.troubleUID = troubleUID
    self.troubles = troubles
    self.passedOver = passedOver
  }

  /// In seconds.
  package static let longestLease: Double = 300
  package static let longestWait: Double = 900
  private static let shortestFailing: Double = 5
  /// A mail is passed over once so many visits in a row have failed at it.
  package static let mostTroubles = 3
  /// So many that were passed over are remembered.
  package static let mostRemembered = 50

  /// Whether somebody is to visit it now. Times that are farther off than any can be were written when the clock was wrong.
  package func isDue(at now: Date) -> Bool {
    (nextAt <= now || nextAt > now.addingTimeInterval(2 * Self.longestWait))
      && (leaseUntil.map { $0 <= now || $0 > now.addingTimeInterval(Self.longestLease) } ?? true)
  }

  package mutating func claim(until: Date) { (leaseUntil, fence) = (until, fence + 1) }

  /// - Parameter wait: till the next visit, in seconds.
  package mutating func noteVisit(at now: Date, wait: Double) {
    (failures, failingSince, reason, leaseUntil) = (0, nil, nil, nil)
    (fetchedAt, nextAt) = (now, now.addingTimeInterval(min(wait, Self.longestWait)))
  }

  /// - Parameter least: to the next try, in seconds.
  package mutating func noteFailure(_ why: MailFetchTrouble, least: Double = 0, at now: Date) {
    failures += 1
    let wait = min(Self.shortestFailing * Double(1 << min(failures - 1, 8)), Self.longestWait)
    (reason, failingSince, leaseUntil) = (why, failingSince ?? now, nil)
    nextAt = now.addingTimeInterval(min(max(wait, least), Self.longestWait))
  }

  /// The mailbox is to be visited at once, whoever visits it now; what his visit finds is found again.
  package mutating func hurry(at now: Date) {
    (nextAt, leaseUntil, fence) = (now, nil, fence + 1)
    (failures, failingSince, reason) = (0, nil, nil)
  }

  /// Nothing that was known of the mailbox holds any more.
  package mutating func forget(at now: Date) { self = MailFetch(nextAt: now, fence: fence + 1) }

  /// - Returns: whether it was the last try.
  package mutating func noteTrouble(with uid: UInt32) -> Bool {
    if troubleUID != uid { (troubleUID, troubles) = (uid, 0) }
    troubles += 1
    return troubles >= Self.mostTroubles
  }

  package mutating func passOver(_ uid: UInt32, because reason: PassedOver.Reason, at now: Date) {
    passedOver.append(PassedOver(uid: uid, reason: reason, at: now))
    passedOver = passedOver.suffix(Self.mostRemembered)
    self.uid = max(self.uid, uid)
    (troubleUID, troubles) = (nil, 0)
  }

  package mutating func noteTaken(_ uid: UInt32) {
    self.uid = max(self.uid, uid)
    (troubleUID, troubles) = (nil, 0)
  }

  /// The mailbox numbers its mails anew, from the beginning; what was passed over there is not known by its number any more.
  ///
  /// - Parameter next: what the next mail there will have at least, where others had numbers before.
  package mutating func begin(under validity: UInt32, behind uid: UInt32, renumberedBelow next: UInt32? = nil) {
    self = MailFetch(
      validity: validity, uid: uid, renumberedBelow: next, nextAt: nextAt, leaseUntil: leaseUntil, fence: fence,
      failures: failures,
      failingSince: failingSince, reason: reason, fetchedAt: fetchedAt)
  }
}
