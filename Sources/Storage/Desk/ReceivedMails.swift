package import Foundation
package import Ticketing

package protocol DeskAddressReading {
  /// Below which the hub itself gives each desk an address; nil where it gives none.
  var mailDomain: String? { get }
  func deskAddress(_ id: DeskAddressID) throws -> DeskAddress?
  /// Without regard to case.
  func deskAddress(_ address: EmailAddress) throws -> DeskAddress?
  /// Oldest first.
  func deskAddresses(_ page: PageRequest) throws -> Page<DeskAddress>
}

package protocol DeskAddressWriting {
  func put(_ address: DeskAddress) throws
  func remove(_ address: DeskAddressID) throws
}

package protocol ReceivedMailReading {
  func receivedMail(_ id: KeptMailID) throws -> KeptMail?
  /// The newest with this identity, if it came at or after a moment.
  func receivedMail(identity: String, since: Date) throws -> KeptMail?
  /// One with these bytes that was fetched from a mailbox while it numbered its mails otherwise.
  func receivedMail(hash: ContentHash, from mailbox: UUID, notUnder validity: UInt32) throws -> KeptMail?
  /// Newest first; nil for all states.
  func receivedMails(in state: KeptMail.State?, _ page: PageRequest) throws -> Page<KeptMail>
  /// Newest first, at most a thousand.
  func receivedMails(on ticket: TicketID) throws -> [KeptMail]
}

package protocol ReceivedMailWriting {
  /// Keeps a new one, and wakes who files it when the commit is on disk.
  func keep(_ mail: KeptMail) throws
  /// What a person made of one that nobody works on.
  func change(_ mail: KeptMail) throws
  /// Writes what became of one that was claimed.
  ///
  /// - Returns: false, and nothing is written, where the fence has risen.
  func settle(_ mail: KeptMail, claimedBy fence: Int) throws -> Bool
}
