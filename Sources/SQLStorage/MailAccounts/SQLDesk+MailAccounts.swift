package import Foundation
package import Storage
import StrictJSON
import Ticketing

extension SQLReader {
  package func mailAccount(_ id: MailAccountID) throws -> MailAccount? {
    try first(MailAccountSQL.account, [.id(id)], mailAccount)
  }

  package func mailAccounts(_ page: PageRequest) throws -> Page<MailAccount> {
    try list(MailAccountSQL.accounts, page, mailAccount) { $0.id.uuid }
  }

  package func hasMailAccounts(at address: DeskAddressID) throws -> Bool {
    try first(MailAccountSQL.atAddress, [.id(address)]) { try $0.id(MailAccount.self) } != nil
  }

  package func mailFetch(of account: MailAccountID) throws -> MailFetch? {
    try first(MailAccountSQL.fetch, [.id(account)], MailFetch.init)
  }

  private func mailAccount(_ columns: inout Columns) throws -> MailAccount {
    let id: MailAccountID = try columns.id()
    return MailAccount(
      id: id, address: try columns.id(), host: columns.text(), port: columns.count(), security: try columns.word(),
      user: columns.text(), password: try openPassword(columns.bytes(), of: id), folder: columns.text(),
      afterwards: try columns.word(), movesTo: columns.maybeText(), fetchesExisting: columns.flag(),
      state: try columns.word(), createdAt: columns.date())
  }

  private func openPassword(_ sealed: [UInt8], of id: MailAccountID) throws -> String {
    let key = try requireTenant().key
    return String(
      decoding: try environment.sealer.open(sealed, under: key, .mailPassword(id, in: tenant)), as: UTF8.self)
  }
}

extension SQLTransaction {
  package func put(_ account: MailAccount) throws {
    tellAfterCommit(.desk)
    let sealed = try environment.sealer.seal(
      Array(account.password.utf8), under: try requireTenant().key, .mailPassword(account.id, in: tenant))
    try execute(
      MailAccountSQL.put,
      [
        .id(account.id), .id(account.address), .text(account.host), .count(account.port), .word(account.security),
        .text(account.user), .blob(sealed), .text(account.folder), .word(account.afterwards), .text(account.movesTo),
        .flag(account.fetchesExisting), .word(account.state), .date(account.createdAt), .blob(Array("[]".utf8)),
      ])
  }

  package func put(_ fetch: MailFetch, of account: MailAccountID) throws {
    tellAfterCommit(.desk)
    try execute(
      MailAccountSQL.putFetch,
      [
        .id(account), .count(fetch.validity.map(Int.init)), .count(Int(fetch.uid)), .date(fetch.nextAt),
        .date(fetch.leaseUntil), .count(fetch.fence), .count(fetch.failures), .date(fetch.failingSince),
        .word(fetch.reason), .date(fetch.fetchedAt), .count(fetch.troubleUID.map(Int.init)), .count(fetch.troubles),
        .blob(try fetch.passedOver.jsonBytes), .count(fetch.leaseUntil == nil ? nil : environment.node()),
        .count(fetch.renumberedBelow.map(Int.init)),
      ])
  }

  package func remove(_ account: MailAccountID) throws {
    tellAfterCommit(.desk)
    try execute(MailAccountSQL.remove, [.id(account)])
  }
}

extension SealContext {
  static func mailPassword(_ id: MailAccountID, in tenant: TenantID) -> SealContext {
    SealContext(tenant: tenant, table: "mail_accounts", row: id.description, column: "password")
  }
}

extension MailFetch {
  init(_ columns: inout Columns) throws {
    self.init(
      validity: columns.maybeInteger().map { UInt32(clamping: $0) }, uid: UInt32(clamping: columns.integer()),
      renumberedBelow: columns.maybeInteger().map { UInt32(clamping: $0) },
      nextAt: columns.date(), leaseUntil: columns.maybeDate(), fence: columns.count(), failures: columns.count(),
      failingSince: columns.maybeDate(), reason: try columns.maybeWord(), fetchedAt: columns.maybeDate(),
      troubleUID: columns.maybeInteger().map { UInt32(clamping: $0) }, troubles: columns.count(),
      passedOver: try columns.json())
  }
}

extension SQLHubView {
  package func dueMailAccounts(now: Date, limit: Int) throws -> [MailAccountKey] {
    try connection.rows(
      MailAccountQueueSQL.due,
      [
        .date(now), .date(now.addingTimeInterval(MailFetch.longestLease)),
        .date(now.addingTimeInterval(2 * MailFetch.longestWait)), .count(limit),
      ]
    ) { MailAccountKey(tenant: try $0.id(), account: try $0.id()) }
  }
}
