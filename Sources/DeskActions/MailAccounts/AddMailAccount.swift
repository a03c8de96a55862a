package import Storage
package import Ticketing

/// Has mail fetched from a mailbox elsewhere, from now on.
package struct AddMailAccount: Action {
  package let input: MailAccountInput
  /// Whether what lies there already is fetched too.
  package let fetchesExisting: Bool

  package init(_ input: MailAccountInput, fetchesExisting: Bool) {
    self.input = input
    self.fetchesExisting = fetchesExisting
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> MailAccount {
    try actor.require(.admin)
    let known = try tx.mailAccounts(PageRequest(limit: MailAccount.most)).items.count
    guard known < MailAccount.most else {
      throw InvalidInput("", "a desk has at most \(MailAccount.most) mail accounts", .tooMany(limit: MailAccount.most))
    }
    guard let address = input.address, let host = input.host, let user = input.user, let password = input.password
    else { throw InvalidInput("", "names no address, host, user or password", .required) }
    let security = input.security ?? .tls
    let bare = MailAccount(
      id: moment.newID(), address: address, host: host, port: input.port ?? MailAccount.usualPort(security),
      security: security, user: user, password: password, folder: input.folder ?? "INBOX", afterwards: .leave,
      movesTo: nil, fetchesExisting: fetchesExisting, createdAt: moment.now)
    let account = try input.applied(to: bare, in: tx)
    try tx.put(account)
    try tx.audit("mail_account.create", account.id, .name(account.shown), by: actor, moment)
    return account
  }
}

extension MailAccount {
  /// For the audit log.
  var shown: String { "\(user) \(host):\(port)" }
}
