import Foundation
import IMAP
import Storage
import Ticketing

/// How far a visit to a mailbox has come.
struct VisitCourse: Sendable {
  let key: MailAccountKey
  let account: MailAccount
  var fetch: MailFetch
  /// What did not go well, although mails come in.
  var complaint: MailFetchTrouble?

  init(key: MailAccountKey, account: MailAccount, fetch: MailFetch) {
    self.key = key
    self.account = account
    self.fetch = fetch
  }

  /// Finds out whether what was known of the folder still holds.
  mutating func arrive(at folder: MailboxVisit.Folder) throws(IMAPFailure) {
    guard let known = fetch.validity else {
      if account.fetchesExisting { return fetch.begin(under: folder.validity, behind: 0) }
      guard let next = folder.next, next > 0 else { throw .unintelligible }
      return fetch.begin(under: folder.validity, behind: next - 1)
    }
    guard known != folder.validity else { return }
    // Everything is looked at once more; what was taken before is known by its bytes.
    fetch.begin(under: folder.validity, behind: 0, renumberedBelow: folder.next ?? .max)
  }

  /// Whether the mail lay there before the account was added, and is not to be fetched.
  func isFromBefore(_ mail: MailboxVisit.Listed, _ visit: inout MailboxVisit) async throws(IMAPFailure) -> Bool {
    guard let next = fetch.renumberedBelow, mail.uid < next, !account.fetchesExisting,
      let arrived = try await visit.arrival(of: mail.uid)
    else { return false }
    return arrived < account.createdAt
  }

  /// A mail that came in: failures after it begin anew, so that a second bad mail keeps nobody waiting longer than the first.
  mutating func noteTaken(_ mail: MailboxVisit.Listed) {
    fetch.noteTaken(mail.uid)
    fetch.failures = 0
  }

  mutating func passOver(_ mail: MailboxVisit.Listed, because reason: MailFetch.PassedOver.Reason, at now: Date) {
    fetch.passOver(mail.uid, because: reason, at: now)
    fetch.failures = 0
    complaint = .passedOver
  }

  func envelope(of mail: MailboxVisit.Listed, to address: String) -> MailEnvelope {
    MailEnvelope(
      door: .imap, sender: nil, recipient: address,
      place: MailPlace(mailbox: account.id.uuid, validity: fetch.validity ?? 0, uid: mail.uid))
  }
}

extension MailAccount {
  var server: IMAPServer {
    IMAPServer(host: host, port: port, security: IMAPServer.Security(security), user: user, password: password)
  }
}

extension IMAPServer.Security {
  fileprivate init(_ security: MailAccount.Security) {
    switch security {
    case .tls: self = .tls
    case .startTLS: self = .startTLS
    case .none: self = .none
    }
  }
}
