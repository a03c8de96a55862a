package import Storage
package import Ticketing

/// Changes how a mailbox is fetched; it is visited at once, so that a person sees whether it goes well.
package struct ChangeMailAccount: Action {
  package let account: MailAccountID
  package let input: MailAccountInput
  /// Nil leaves it as it is.
  package let isPaused: Bool?

  package init(_ account: MailAccountID, _ input: MailAccountInput = MailAccountInput(), isPaused: Bool? = nil) {
    self.account = account
    self.input = input
    self.isPaused = isPaused
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> MailAccount {
    try actor.require(.admin)
    guard let known = try tx.mailAccount(account), var fetch = try tx.mailFetch(of: account) else { throw NotFound() }
    // A password goes where it was meant to go, and to nobody else.
    if let host = input.host, host.lowercased() != known.host.lowercased(), input.password == nil {
      throw InvalidInput("/password", "is needed anew for another host", .required)
    }
    var changed = try input.applied(to: known, in: tx)
    if let isPaused { changed.state = isPaused ? .paused : .active }
    if changed.isSamePlace(as: known) { fetch.hurry(at: moment.now) } else { fetch.forget(at: moment.now) }
    try tx.put(changed)
    try tx.put(fetch, of: account)
    try tx.audit("mail_account.change", changed.id, .name(changed.shown), by: actor, moment)
    return changed
  }
}
