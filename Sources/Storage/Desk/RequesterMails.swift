package import Foundation
package import Ticketing

package protocol RequesterMailReading {
  func requesterMail(_ id: RequesterMailID) throws -> RequesterMail?
  /// By its place among the ticket's mails, from 1.
  func requesterMail(_ place: Int, on ticket: TicketID) throws -> RequesterMail?
  /// The last of them, oldest first, at most `limit`.
  func requesterMails(on ticket: TicketID, limit: Int) throws -> [RequesterMail]
  /// How many automatic mails were written at or after a moment, from one address to another; those that were withheld do
  /// not count.
  func automaticMails(from sender: EmailAddress, to recipient: EmailAddress, since: Date) throws -> Int
  /// How many acknowledgements were written at or after a moment, to one address or to all; those that were withheld do not
  /// count.
  func acknowledgements(to recipient: EmailAddress?, since: Date) throws -> Int
  /// Whether somebody of the desk has written to the address before, by a mail that did not come back.
  func hasWritten(to recipient: EmailAddress) throws -> Bool
  /// Why mails that were written at or after a moment were not sent, and how many for each reason.
  func withheldMails(since: Date) throws -> [RequesterMail.Withholding: Int]
  func suppression(of address: EmailAddress) throws -> SuppressedAddress?
  func suppressedAddress(_ id: SuppressedAddressID) throws -> SuppressedAddress?
  /// Oldest first.
  func suppressedAddresses(_ page: PageRequest) throws -> Page<SuppressedAddress>
  /// Those that the desk has changed.
  func mailTemplates() throws -> [MailTemplate]
}

package protocol RequesterMailWriting {
  /// Keeps a mail, in the commit of what it tells, and wakes the postman when the commit is on disk.
  func enqueue(_ mail: RequesterMail) throws
  /// Writes what a person or a far server made of a mail; whoever sends it meanwhile has lost it.
  func change(_ mail: RequesterMail) throws
  /// The first report about an address stays.
  func suppress(_ address: SuppressedAddress) throws
  func lift(_ address: SuppressedAddressID) throws
  func put(_ template: MailTemplate) throws
  /// Takes the hub's own words again.
  func removeTemplate(_ kind: RequesterMail.Kind, in language: Language) throws
}
