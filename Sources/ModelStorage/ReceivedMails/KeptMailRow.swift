import Foundation
import Storage
import Ticketing

/// A received mail with what only its filer asks for.
struct KeptMailRow: Sendable {
  var mail: KeptMail
  /// In milliseconds.
  var leaseUntil: Int64?
  /// Rises with every claim.
  var fence = 0

  init(_ mail: KeptMail) { self.mail = mail }

  /// Whether it may be claimed.
  func isReady(at now: Int64) -> Bool {
    mail.state == .waiting
      && QueueTimes.receivedMails.hasCome(mail.nextAt.milliseconds, at: now)
      && QueueTimes.receivedMails.isFree(leaseUntil: leaseUntil, at: now)
  }

  /// When it may be claimed, if that is later than now: its time comes, or its claimant's lease ends.
  func readyLater(than now: Int64) -> Int64? {
    guard mail.state == .waiting else { return nil }
    let nextAt = mail.nextAt.milliseconds
    if nextAt > now { return nextAt }
    return leaseUntil.flatMap { $0 > now ? $0 : nil }
  }
}
