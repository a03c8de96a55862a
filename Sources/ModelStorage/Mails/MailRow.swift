import Foundation
import Storage

/// A mail of one of the tables that the postman empties.
protocol PostedMail: Sendable {
  var nextAt: Date { get }
  var createdAt: Date { get }
  var state: OutgoingMail.State { get }
  var attempts: Int { get }

  func tried() -> Self
  func over(_ state: OutgoingMail.State, at now: Date, _ reason: String?) -> Self
  func withheld(_ why: RequesterMail.Withholding, at now: Date) -> Self
  func postponed(to nextAt: Date, _ reason: String) -> Self
}

/// A mail with what only the postman asks for.
struct MailRow<Mail: PostedMail>: Sendable {
  var mail: Mail
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

  mutating func claim(until: Date) {
    fence += 1
    leaseUntil = until.milliseconds
    mail = mail.tried()
  }

  mutating func settle(_ report: MailReport, at now: Date) {
    mail =
      switch report {
      case .sent: mail.over(.sent, at: now, nil)
      case .cancelled: mail.over(.cancelled, at: now, nil)
      case .withheld(let why): mail.withheld(why, at: now)
      case .parked(let reason): mail.over(.parked, at: now, reason)
      case .failed(let reason, let again): mail.postponed(to: again, reason)
      }
    leaseUntil = nil
  }
}

extension OutgoingMail: PostedMail {
  func tried() -> OutgoingMail {
    OutgoingMail(
      id: id, agent: agent, kind: kind, ticket: ticket, createdAt: createdAt, nextAt: nextAt, state: state,
      attempts: attempts + 1, finishedAt: finishedAt, reason: reason)
  }

  func over(_ state: State, at now: Date, _ reason: String?) -> OutgoingMail {
    OutgoingMail(
      id: id, agent: agent, kind: kind, ticket: ticket, createdAt: createdAt, nextAt: nextAt, state: state,
      attempts: attempts, finishedAt: now, reason: reason)
  }

  func postponed(to nextAt: Date, _ reason: String) -> OutgoingMail {
    OutgoingMail(
      id: id, agent: agent, kind: kind, ticket: ticket, createdAt: createdAt, nextAt: nextAt, state: state,
      attempts: attempts, finishedAt: finishedAt, reason: reason)
  }

  /// Only mails to requesters are withheld.
  func withheld(_ why: RequesterMail.Withholding, at now: Date) -> OutgoingMail { over(.cancelled, at: now, nil) }
}

extension RequesterMail: PostedMail {
  func tried() -> RequesterMail { changed { $0.beTried() } }

  func over(_ state: OutgoingMail.State, at now: Date, _ reason: String?) -> RequesterMail {
    changed { $0.settle(state, saying: reason, at: now) }
  }

  func withheld(_ why: Withholding, at now: Date) -> RequesterMail { changed { $0.withhold(why, at: now) } }

  func postponed(to nextAt: Date, _ reason: String) -> RequesterMail {
    changed { $0.postpone(to: nextAt, saying: reason) }
  }

  private func changed(_ change: (inout RequesterMail) -> Void) -> RequesterMail {
    var mail = self
    change(&mail)
    return mail
  }
}
