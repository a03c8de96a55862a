package import Ticketing

package protocol MailAccountReading {
  func mailAccount(_ id: MailAccountID) throws -> MailAccount?
  /// Oldest first.
  func mailAccounts(_ page: PageRequest) throws -> Page<MailAccount>
  /// Whether mail of some account belongs to the address.
  func hasMailAccounts(at address: DeskAddressID) throws -> Bool
  func mailFetch(of account: MailAccountID) throws -> MailFetch?
}

package protocol MailAccountWriting {
  /// Adds or changes an account; how far it was fetched stays.
  func put(_ account: MailAccount) throws
  func put(_ fetch: MailFetch, of account: MailAccountID) throws
  func remove(_ account: MailAccountID) throws
}
