package import Foundation
package import Ticketing

/// By which door a mail comes in.
package enum MailDoor: String, Sendable, CaseIterable, Codable {
  /// A mail server hands it over.
  case lmtp
  /// It is fetched from a mailbox.
  case imap
  /// A program pipes it in: `baton mail deliver`.
  case pipe
}

/// What is known of a mail beside its bytes: what the server before us says, not what the sender wrote.
package struct MailEnvelope: Sendable, Equatable {
  package let door: MailDoor
  /// Where failures to deliver it go; empty for `<>`, nil where the door does not know.
  package let sender: String?
  /// The address that it came to, as it stands, token included.
  package let recipient: String
  /// Where it lies in a mailbox; nil for the other doors.
  package let place: MailPlace?

  package init(door: MailDoor, sender: String?, recipient: String, place: MailPlace? = nil) {
    self.door = door
    self.sender = sender
    self.recipient = recipient
    self.place = place
  }
}

/// A mail's place in a mailbox, which names it for ever (RFC 3501, 2.3.1.1).
package struct MailPlace: Sendable, Equatable {
  /// Which mailbox of the hub's it is: the id of its account.
  package let mailbox: UUID
  package let validity: UInt32
  package let uid: UInt32

  package init(mailbox: UUID, validity: UInt32, uid: UInt32) {
    self.mailbox = mailbox
    self.validity = validity
    self.uid = uid
  }
}

/// For whom mail to an address is.
package enum MailAddressee: Sendable, Equatable {
  /// A desk that has this address.
  case desk(TenantID)
  /// A connection to an external desk that is known by its mails, by the desk that stands in for it.
  case connection(TenantID, ConnectionDoor)
  /// Desks that say to have it, which is not proved yet: only a mail that proves it is taken.
  case unproven([ClaimedAddress])
}

/// An address that a desk says to have.
package struct ClaimedAddress: Sendable, Hashable {
  package let tenant: TenantID
  package let id: DeskAddressID

  package init(tenant: TenantID, id: DeskAddressID) {
    self.tenant = tenant
    self.id = id
  }
}
