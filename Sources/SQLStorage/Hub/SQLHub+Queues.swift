package import Foundation
package import Storage

/// What the relay writes of lanes need not reach the disk at once: after a power cut nobody works on any lane, and the
/// other desk knows again what is brought to it twice.
extension SQLHub {
  /// A claim waits for nobody who writes the desk: what is committed behind it wakes the relay again.
  package func claim(_ key: LaneKey, limit: Int, now: Date, until: Date) async throws -> LaneClaim? {
    try await transact(in: key.tenant, locking: .rows, until: .inLog) {
      try $0.claim(key.lane, limit: limit, now: now, until: until)
    }
  }

  package func readyLanes(now: Date, limit: Int) async throws -> [LaneKey] {
    try await view { try $0.readyLanes(now: now, limit: limit) }
  }

  package func nextReady(after now: Date) async throws -> Date? {
    try await view { try $0.nextReady(after: now) }
  }

  package func report(_ report: LaneReport, for claim: LaneClaim, now: Date) async throws -> Bool {
    try await transact(in: claim.key.tenant, locking: .desk, until: .inLog) {
      try $0.report(report, for: claim, now: now)
    }
  }

  package func release(_ key: LaneKey, claimedUntil end: Date, fence: Int?) async throws {
    try await transact(in: key.tenant, locking: .desk, until: .inLog) {
      try $0.release(key.lane, claimedUntil: end, fence: fence)
    }
  }
}

/// A mail that was sent is sent again where its report was lost, so what is written of mails reaches the disk. A claim waits for
/// whoever writes the desk: that may add to a mail which nobody has claimed.
extension SQLHub {
  package func readyMails(now: Date, limit: Int) async throws -> [MailKey] {
    try await view { try $0.readyMails(now: now, limit: limit) }
  }

  package func nextMail(after now: Date) async throws -> Date? { try await view { try $0.nextMail(after: now) } }

  package func acknowledgementsSent(since: Date) async throws -> Int {
    try await view { try $0.acknowledgementsSent(since: since) }
  }

  package func withheldMails(since: Date) async throws -> [RequesterMail.Withholding: Int] {
    try await view { try $0.withheldMails(since: since) }
  }

  package func claim(_ key: MailKey, now: Date, until: Date) async throws -> MailClaim? {
    try await transact(in: key.tenant, locking: .desk, until: .onDisk) {
      try $0.claim(key.mail, now: now, until: until)
    }
  }

  package func report(_ report: MailReport, for claim: MailClaim, now: Date) async throws -> Bool {
    try await transact(in: claim.key.tenant, locking: .desk, until: .onDisk) {
      try $0.report(report, for: claim, now: now)
    }
  }
}

/// What a webhook was told, and whose report was lost, it is told again, under the same id: so what is written of it need not
/// reach the disk at once.
extension SQLHub {
  package func readyWebhooks(now: Date, limit: Int) async throws -> [WebhookKey] {
    try await view { try $0.readyWebhooks(now: now, limit: limit) }
  }

  package func nextWebhook(after now: Date) async throws -> Date? {
    try await view { try $0.nextWebhook(after: now) }
  }

  package func claim(_ key: WebhookKey, now: Date, until: Date) async throws -> WebhookClaim? {
    try await transact(in: key.tenant, locking: .rows, until: .inLog) {
      try $0.claim(key.webhook, now: now, until: until)
    }
  }

  package func report(_ report: WebhookReport, for claim: WebhookClaim, now: Date) async throws -> Bool {
    try await transact(in: claim.key.tenant, locking: .desk, until: .inLog) {
      try $0.report(report, for: claim, now: now)
    }
  }
}

/// A mail whose claim was lost is filed all the same, once: its fence says by whom. What is filed is on disk with the note that
/// it is.
extension SQLHub {
  package func receivedMailsToFile(now: Date, limit: Int) async throws -> [KeptMailKey] {
    try await view { try $0.receivedMailsToFile(now: now, limit: limit) }
  }

  package func nextReceivedMail(after now: Date) async throws -> Date? {
    try await view { try $0.nextReceivedMail(after: now) }
  }

  /// In the log, for a try that ends the process is to be counted.
  package func claim(_ key: KeptMailKey, now: Date, until: Date) async throws -> KeptMailClaim? {
    try await transact(in: key.tenant, locking: .rows, until: .inLog) {
      try $0.claim(key.mail, now: now, until: until)
    }
  }

  package func claims(on folded: String) async throws -> [AddressClaim] {
    try await view { try $0.claims(on: folded) }
  }
}
