import ConnectorKit
import Foundation
package import IMAP
import Logging
package import Storage
import Ticketing

/// Visits one mailbox: claims it, fetches what is new, and writes down how far it came, mail by mail.
struct MailboxVisitor: Sendable {
  let storage: any DeskStorage
  let intake: any MailIntake
  let lines: any IMAPLines
  /// In seconds.
  let every: TimeInterval
  let now: @Sendable () -> Date
  let logger: Logger

  /// In seconds; a visit ends well before it does.
  private static let lease: TimeInterval = 240
  private static let longestVisit: TimeInterval = 120
  /// A server that refused a password is not asked again so soon: it would lock the account.
  private static let settledWait: TimeInterval = 300
  /// So many are taken in one visit.
  private static let mostMails = 500

  func visit(_ key: MailAccountKey) async throws {
    guard let (account, address, claimed) = try await claim(key) else { return }
    var course = VisitCourse(key: key, account: account, fetch: claimed)
    do {
      try await run(&course, address)
      guard try await save(course) else { return }
    } catch is Overtaken {
      // Whoever changed the account has it visited anew.
    } catch let failure as IMAPFailure {
      if Task.isCancelled { return try await release(course) }
      logger.notice("a mailbox did not open", metadata: ["account": "\(key.account)", "why": "\(failure)"])
      course.fetch.noteFailure(MailFetchTrouble(failure), least: failure.isSettled ? Self.settledWait : 0, at: now())
      _ = try await save(course)
    } catch {
      if Task.isCancelled { return try await release(course) }
      course.fetch.noteFailure(.notKept, at: now())
      _ = try await save(course)
      throw error
    }
  }

  private func claim(_ key: MailAccountKey) async throws -> (MailAccount, DeskAddress, MailFetch)? {
    let now = now()
    return try await storage.write(in: key.tenant) { tx in
      guard let account = try tx.mailAccount(key.account), account.state == .active,
        var fetch = try tx.mailFetch(of: key.account), fetch.isDue(at: now),
        let address = try tx.deskAddress(account.address)
      else { return nil }
      fetch.claim(until: now.addingTimeInterval(Self.lease))
      try tx.put(fetch, of: key.account)
      return (account, address, fetch)
    }
  }

  /// - Returns: false where somebody else has it now.
  private func save(_ course: VisitCourse) async throws -> Bool {
    try await storage.write(in: course.key.tenant) { [course] tx in
      guard try tx.mailFetch(of: course.key.account)?.fence == course.fetch.fence else { return false }
      try tx.put(course.fetch, of: course.key.account)
      return true
    }
  }

  /// The hub ends: whoever comes next need not wait for the lease.
  private func release(_ course: VisitCourse) async throws {
    var course = course
    (course.fetch.leaseUntil, course.fetch.nextAt) = (nil, now())
    let released = course
    _ = try await Task { try await save(released) }.value
  }

  private func run(_ course: inout VisitCourse, _ address: DeskAddress) async throws {
    guard let addressee = try await intake.addressee(address.address.text)?.restricted(to: course.key.tenant) else {
      return course.fetch.noteFailure(.otherDesks, least: Self.settledWait, at: now())
    }
    var visit = MailboxVisit(try await lines.line(to: course.account.server))
    do {
      let folder = try await visit.open(course.account.folder)
      try course.arrive(at: folder)
      switch addressee {
      case .desk, .connection: try await fetch(&course, &visit, address, addressee)
      case .unproven: try await prove(&course, &visit, folder, address, addressee)
      }
    } catch {
      await visit.end()
      throw error
    }
    await visit.end()
  }

  private func fetch(
    _ course: inout VisitCourse, _ visit: inout MailboxVisit, _ address: DeskAddress, _ addressee: MailAddressee
  ) async throws {
    let end = now().addingTimeInterval(Self.longestVisit)
    let mails = try await visit.mails(after: course.fetch.uid, atMost: Self.mostMails)
    for mail in mails {
      guard now() < end else { return course.fetch.noteVisit(at: now(), wait: 0) }
      try await take(mail, &course, &visit, address, addressee)
      guard try await save(course) else { throw Overtaken() }
    }
    course.fetch.noteVisit(at: now(), wait: mails.count < Self.mostMails ? every : 0)
    course.fetch.reason = course.complaint
  }

  private func take(
    _ mail: MailboxVisit.Listed, _ course: inout VisitCourse, _ visit: inout MailboxVisit, _ address: DeskAddress,
    _ addressee: MailAddressee
  ) async throws {
    if try await course.isFromBefore(mail, &visit) { return course.noteTaken(mail) }
    guard mail.size <= MailTooLarge.usualLimit else { return course.passOver(mail, because: .tooLarge, at: now()) }
    let copy = FetchedCopy(
      try await intake.receive(for: addressee, course.envelope(of: mail, to: address.address.text)))
    do {
      guard try await visit.fetch(mail.uid, limit: MailTooLarge.usualLimit, { await copy.write($0) }) else {
        await copy.abandon()
        return course.noteTaken(mail)
      }
    } catch let failure {
      await copy.abandon()
      // A mail that breaks each visit would keep all behind it waiting.
      if course.fetch.noteTrouble(with: mail.uid) { course.passOver(mail, because: .notGiven, at: now()) }
      throw failure
    }
    do {
      switch try await copy.finish() {
      case .taken, .known, .proof: break
      case .refused: return course.noteTaken(mail)
      }
    } catch is MailTooLarge {
      return course.passOver(mail, because: .tooLarge, at: now())
    }
    // Only now, that it is on disk here.
    do throws(IMAPFailure) { try await visit.settle(mail.uid, as: course.account) } catch {
      guard case .refused = error else { throw error }
      course.complaint = .notSettled
    }
    course.noteTaken(mail)
  }

  /// Nothing is taken for an address that is nobody's yet: only the mail that proves it is looked for, among the newest.
  private func prove(
    _ course: inout VisitCourse, _ visit: inout MailboxVisit, _ folder: MailboxVisit.Folder, _ address: DeskAddress,
    _ addressee: MailAddressee
  ) async throws {
    let (most, largest): (UInt32, Int) = (20, 256 << 10)
    let next = folder.next ?? 1
    for mail in try await visit.mails(after: next > most ? next - most - 1 : 0, atMost: Int(most))
    where mail.size <= largest {
      let copy = FetchedCopy(
        try await intake.receive(for: addressee, course.envelope(of: mail, to: address.address.text)))
      guard try await visit.fetch(mail.uid, limit: largest, { await copy.write($0) }) else { continue }
      if try await copy.finish() == .proof { return course.fetch.noteVisit(at: now(), wait: 0) }
    }
    course.fetch.noteVisit(at: now(), wait: every)
    course.fetch.reason = .unproven
  }
}

/// Somebody changed the account meanwhile, or visits it himself.
private struct Overtaken: Error {}

extension MailAddressee {
  /// Nil where it is another desk's.
  fileprivate func restricted(to tenant: TenantID) -> MailAddressee? {
    switch self {
    case .desk(let owner): owner == tenant ? self : nil
    case .connection: nil
    case .unproven(let claims):
      claims.contains { $0.tenant == tenant } ? .unproven(claims.filter { $0.tenant == tenant }) : nil
    }
  }
}

extension MailboxVisit {
  /// Does with a mail that is kept what its account says.
  fileprivate mutating func settle(_ uid: UInt32, as account: MailAccount) async throws(IMAPFailure) {
    switch account.afterwards {
    case .leave: break
    case .seen: try await markSeen(uid)
    case .move: try await move(uid, to: account.movesTo ?? "")
    }
  }
}

extension MailFetchTrouble {
  package init(_ failure: IMAPFailure) {
    switch failure {
    case .notAuthorised: self = .notAuthorised
    case .unprotected: self = .unprotected
    case .noFolder: self = .noFolder
    case .refused: self = .refused
    case .unintelligible: self = .unintelligible
    case .ended: self = .brokenOff
    case .egress(let failure):
      self =
        switch failure {
        case .refusedAddress, .malformedURL, .malformedHeader: .forbidden
        case .nameNotFound, .nameUnknownForNow: .nameNotFound
        case .tlsRefused: .notSafe
        case .timedOut: .timedOut
        case .brokenOff, .answerTooLarge, .bodyUnreadable, .answerNotKept, .cancelled: .brokenOff
        case .notConnected, .tooOften, .tooManyWaiting, .unavailable: .notConnected
        }
    }
  }
}
