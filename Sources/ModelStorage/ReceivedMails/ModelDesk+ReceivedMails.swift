package import Foundation
package import Storage
package import Ticketing

extension ModelReader {
  package func receivedMail(_ id: KeptMailID) -> KeptMail? { tables.receivedMails[id]?.mail }

  package func receivedMail(identity: String, since: Date) -> KeptMail? {
    tables.receivedMails.rows.map(\.mail).filter {
      $0.identity == identity && $0.receivedAt.milliseconds >= since.milliseconds
    }.max { $0.receivedAt.milliseconds < $1.receivedAt.milliseconds }
  }

  package func receivedMail(hash: ContentHash, from mailbox: UUID, notUnder validity: UInt32) -> KeptMail? {
    tables.receivedMails.rows.map(\.mail).first { mail in
      mail.hash == hash && mail.envelope.place.map { $0.mailbox == mailbox && $0.validity != validity } ?? false
    }
  }

  package func receivedMails(in state: KeptMail.State?, _ page: PageRequest) -> Page<KeptMail> {
    let found = tables.receivedMails.rows.map(\.mail).filter { state == nil || $0.state == state }
    return Page.ordered(found, after: page.after, limit: page.limit, isDescending: true) {
      ListPlace(key: 0, id: $0.id)
    }
  }

  package func receivedMails(on ticket: TicketID) -> [KeptMail] {
    let found = tables.receivedMails.rows.map(\.mail).filter { $0.ticket == ticket }
    return Array(found.sorted { Rank($1.id) < Rank($0.id) }.prefix(1_000))
  }
}

extension ModelTransaction {
  package func keep(_ mail: KeptMail) throws {
    try refuse("received_mails.id", where: tables.receivedMails[mail.id] != nil)
    try requirePlaces(of: mail)
    tables.receivedMails[mail.id] = KeptMailRow(mail)
    ringForIntakeAfterCommit()
  }

  package func change(_ mail: KeptMail) throws {
    tellAfterCommit(.desk)
    guard var row = tables.receivedMails[mail.id] else { return }
    try requirePlaces(of: mail)
    row.mail = mail
    tables.receivedMails[mail.id] = row
    if mail.state == .waiting { ringForIntakeAfterCommit() }
  }

  package func settle(_ mail: KeptMail, claimedBy fence: Int) throws -> Bool {
    tellAfterCommit(.desk)
    guard var row = tables.receivedMails[mail.id], row.fence == fence, row.mail.state == .waiting else { return false }
    try requirePlaces(of: mail)
    row.mail = mail
    row.leaseUntil = nil
    tables.receivedMails[mail.id] = row
    return true
  }

  func claim(_ mail: KeptMailID, now: Date, until: Date) -> KeptMailClaim? {
    guard var row = tables.receivedMails[mail], row.isReady(at: now.milliseconds) else { return nil }
    row.fence += 1
    row.leaseUntil = until.milliseconds
    row.mail.tries += 1
    tables.receivedMails[mail] = row
    return KeptMailClaim(tenant: tenant, mail: row.mail, fence: row.fence, until: until)
  }

  private func requirePlaces(of mail: KeptMail) throws {
    if let ticket = mail.ticket { try require(self.ticket(ticket) != nil, "ticket") }
    if let comment = mail.comment { try require(self.comment(comment) != nil, "comment") }
  }
}

/// What waits to be filed, over all desks.
extension ModelState {
  func receivedMailsToFile(now: Date, limit: Int) -> [KeptMailKey] {
    let waiting = desks.indices.map { place in
      desks[place].receivedMails.rows.filter { $0.isReady(at: now.milliseconds) }
        .map { Waiting(tenant: ids[place], time: $0.mail.nextAt.milliseconds, key: $0.mail.id) }
        .sorted { ($0.time, $0.key) < ($1.time, $1.key) }
    }
    return Waiting.inTurn(waiting, limit: limit).map { KeptMailKey(tenant: $0.tenant, mail: $0.key) }
  }

  func nextReceivedMail(after now: Date) -> Date? {
    let times = desks.indices.compactMap { place in
      desks[place].receivedMails.rows.compactMap { $0.readyLater(than: now.milliseconds) }.min()
    }
    return times.min().map { Date(milliseconds: $0) }
  }
}
