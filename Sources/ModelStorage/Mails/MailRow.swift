import Foundation
import Storage

/// A mail with what only the postman asks for.
struct MailRow: Sendable {
  var mail: OutgoingMail
  /// In milliseconds.
  var leaseUntil: Int64?
  /// Rises with every claim.
  var fence = 0

  /// Whether it may be claimed.
  func isReady(at now: Int64) -> Bool {
    mail.state == .waiting
      && QueueTimes.mails.hasCome(mail.nextAt.milliseconds, at: now)
      && QueueTimes.mails.isFree(leaseUntil: leaseUntil, at: now)
  }

  /// When it may be claimed, if that is later than now: its time comes, or its claimant's lease ends.
  func readyLater(than now: Int64) -> Int64? {
    guard mail.state == .waiting else { return nil }
    let nextAt = mail.nextAt.milliseconds
    if nextAt > now { return nextAt }
    return leaseUntil.flatMap { $0 > now ? $0 : nil }
  }
}

extension OutgoingMail {
  func tried() -> OutgoingMail {
    OutgoingMail(
      id: id, agent: agent, kind: kind, ticket: ticket, createdAt: createdAt, nextAt: nextAt, state: state,
      attempts: attempts + 1, finishedAt: finishedAt, reason: reason)
  }

  func over(_ state: State, at now: Date, _ reason: String? = nil) -> OutgoingMail {
    OutgoingMail(
      id: id, agent: agent, kind: kind, ticket: ticket, createdAt: createdAt, nextAt: nextAt, state: state,
      attempts: attempts, finishedAt: now, reason: reason)
  }

  func postponed(to nextAt: Date, _ reason: String) -> OutgoingMail {
    OutgoingMail(
      id: id, agent: agent, kind: kind, ticket: ticket, createdAt: createdAt, nextAt: nextAt, state: state,
      attempts: attempts, finishedAt: finishedAt, reason: reason)
  }
}
