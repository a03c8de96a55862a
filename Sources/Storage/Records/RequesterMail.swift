package import Foundation
package import Ticketing

package typealias RequesterMailID = ID<RequesterMail>

/// A mail to who asked for help, before it has any words: they are made when it is sent, of what the requester may read then.
/// What waits here holds nobody's text.
package struct RequesterMail: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable, Codable {
    /// Somebody wrote to the requester.
    case comment
    /// The requester's mail has become a ticket.
    case acknowledgement
    /// The ticket is solved or closed.
    case closing

    /// Whether the hub sends it with nobody having written anything (RFC 3834).
    package var isAutomatic: Bool {
      switch self {
      case .comment: false
      case .acknowledgement, .closing: true
      }
    }
  }

  /// Why a mail is not sent, though there was something to tell.
  package enum Withholding: String, Sendable, CaseIterable, Codable {
    /// Mail to the address has come back for good.
    case suppressed
    /// So many automatic mails went from this address to that one that they may be answering each other.
    case muted
    /// The address was told of a new ticket within a day.
    case onceADay = "once_a_day"
    /// The desk tells no more strangers within this hour.
    case deskLimit = "desk_limit"
    /// The hub tells no more strangers within this hour, of all its desks together.
    case hubLimit = "hub_limit"
    /// The words were taken back, or are not the requester's to read any more.
    case retracted
    /// The desk no longer writes from the address.
    case senderGone = "sender_gone"

    /// Those that somebody should look at: a flood, or programs that answer each other.
    package static let limits: [Withholding] = [.muted, .deskLimit, .hubLimit]
  }

  package let id: RequesterMailID
  package let kind: Kind
  package let ticket: TicketID
  /// Which of the ticket's mails it is, from 1; by this its tokens find it.
  package let place: Int
  package let requester: RequesterID
  /// The desk's address that it is written from.
  package let sender: EmailAddress
  package let recipient: EmailAddress
  package let comment: CommentID?
  package let createdAt: Date
  package internal(set) var nextAt: Date
  package internal(set) var state: OutgoingMail.State
  /// Since somebody last asked for it to be sent.
  package internal(set) var attempts: Int
  package internal(set) var finishedAt: Date?
  /// What the server said last; at most 300 characters.
  package internal(set) var reason: String?
  package internal(set) var withheld: Withholding?
  /// When a server reported that it did not arrive, and in which words; at most 300 characters.
  package internal(set) var bouncedAt: Date?
  package internal(set) var bounce: String?

  package init(
    id: RequesterMailID, kind: Kind, ticket: TicketID, place: Int, requester: RequesterID, sender: EmailAddress,
    recipient: EmailAddress, comment: CommentID? = nil, createdAt: Date, nextAt: Date? = nil,
    state: OutgoingMail.State = .waiting, attempts: Int = 0, finishedAt: Date? = nil, reason: String? = nil,
    withheld: Withholding? = nil, bouncedAt: Date? = nil, bounce: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.ticket = ticket
    self.place = place
    self.requester = requester
    self.sender = sender
    self.recipient = recipient
    self.comment = comment
    self.createdAt = createdAt
    self.nextAt = nextAt ?? createdAt
    self.state = state
    self.attempts = attempts
    self.finishedAt = finishedAt
    self.reason = reason
    self.withheld = withheld
    self.bouncedAt = bouncedAt
    self.bounce = bounce
  }

  /// What a server said is kept up to so many characters.
  package static let reasonLimit = 300
  /// Automatic mails from one address of a desk's to one other within an hour; more are answering each other.
  package static let automaticAnHour = 3
  /// Acknowledgements of one desk's within an hour, to whomever they go.
  package static let acknowledgementsAnHour = 100
  /// Of all desks of a hub together.
  package static let acknowledgementsAnHourOfHub = 1_000
}

extension RequesterMail {
  /// Is not sent.
  package mutating func withhold(_ why: Withholding, at now: Date) {
    (state, withheld, finishedAt, reason) = (.cancelled, why, now, nil)
  }

  /// Is sent once more, as if for the first time.
  package mutating func retry(at now: Date) {
    (state, nextAt, attempts, finishedAt, reason, withheld) = (.waiting, now, 0, nil, nil, nil)
  }

  /// A server says that it did not arrive.
  package mutating func comeBack(saying words: String, at now: Date) {
    (bouncedAt, bounce) = (now, String(words.prefix(Self.reasonLimit)))
  }

  package mutating func beTried() { attempts += 1 }

  package mutating func settle(_ state: OutgoingMail.State, saying words: String? = nil, at now: Date) {
    (self.state, finishedAt, reason) = (state, now, words)
  }

  package mutating func postpone(to nextAt: Date, saying words: String) {
    (self.nextAt, reason) = (nextAt, words)
  }
}

package typealias SuppressedAddressID = ID<SuppressedAddress>

/// An address that the desk writes to no more.
package struct SuppressedAddress: Sendable, Equatable {
  package let id: SuppressedAddressID
  package let address: EmailAddress
  package let since: Date
  /// What a server said of it; at most 300 characters.
  package let reason: String
  /// The mail that came back.
  package let mail: RequesterMailID?

  package init(
    id: SuppressedAddressID, address: EmailAddress, since: Date, reason: String, mail: RequesterMailID?
  ) {
    self.id = id
    self.address = address
    self.since = since
    self.reason = String(reason.prefix(RequesterMail.reasonLimit))
    self.mail = mail
  }
}
