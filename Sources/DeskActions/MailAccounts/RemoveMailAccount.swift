package import Storage
package import Ticketing

/// Fetches nothing from a mailbox any more, and forgets its password. What was fetched stays, here and there.
package struct RemoveMailAccount: Action {
  package let account: MailAccountID

  package init(_ account: MailAccountID) { self.account = account }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    try actor.require(.admin)
    guard let known = try tx.mailAccount(account) else { throw NotFound() }
    try tx.remove(account)
    try tx.audit("mail_account.remove", known.id, .name(known.shown), by: actor, moment)
  }
}
