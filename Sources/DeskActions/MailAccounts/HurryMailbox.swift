package import Storage
package import Ticketing

/// Has a mailbox visited at once, for who waits for a mail there. One that fails keeps its pauses.
package struct HurryMailbox: Action {
  package let account: MailAccountID

  package init(_ account: MailAccountID) { self.account = account }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    try actor.require(.admin)
    guard var fetch = try tx.mailFetch(of: account) else { throw NotFound() }
    guard fetch.failingSince == nil else { return }
    fetch.hurry(at: moment.now)
    try tx.put(fetch, of: account)
  }
}
