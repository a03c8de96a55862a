import Foundation
package import Storage
import Ticketing

/// A mail account with how far it was fetched.
struct MailAccountRow: Sendable {
  var account: MailAccount
  var fetch: MailFetch
}

extension ModelReader {
  package func mailAccount(_ id: MailAccountID) -> MailAccount? { tables.mailAccounts[id]?.account }

  package func mailAccounts(_ page: PageRequest) -> Page<MailAccount> {
    tables.mailAccounts.page(page) { $0.account.id }.map(\.account)
  }

  package func hasMailAccounts(at address: DeskAddressID) -> Bool {
    tables.mailAccounts.rows.contains { $0.account.address == address }
  }

  package func mailFetch(of account: MailAccountID) -> MailFetch? { tables.mailAccounts[account]?.fetch }
}

extension ModelTransaction {
  package func put(_ account: MailAccount) throws {
    tellAfterCommit(.desk)
    try require(deskAddress(account.address) != nil, "desk_address")
    let fetch = mailFetch(of: account.id) ?? MailFetch(nextAt: account.createdAt)
    tables.mailAccounts[account.id] = MailAccountRow(account: account, fetch: fetch)
  }

  package func put(_ fetch: MailFetch, of account: MailAccountID) {
    tellAfterCommit(.desk)
    tables.mailAccounts[account]?.fetch = fetch
  }

  package func remove(_ account: MailAccountID) {
    tellAfterCommit(.desk)
    tables.mailAccounts[account] = nil
  }
}

extension ModelState {
  func dueMailAccounts(now: Date, limit: Int) -> [MailAccountKey] {
    let due = desks.indices.flatMap { place in
      desks[place].mailAccounts.rows.filter { $0.account.state == .active && $0.fetch.isDue(at: now) }.map {
        (time: $0.fetch.nextAt, key: MailAccountKey(tenant: ids[place], account: $0.account.id))
      }
    }
    return due.sorted { ($0.time, $0.key.tenant, $0.key.account) < ($1.time, $1.key.tenant, $1.key.account) }
      .prefix(max(limit, 0)).map(\.key)
  }
}
