package import Foundation
package import Ticketing

package protocol NoticeReading {
  /// Newest first; those that the person sees on the page.
  func notices(of agent: AgentID, unreadOnly: Bool, _ page: PageRequest) throws -> Page<Notice>
  func unreadCount(of agent: AgentID) throws -> Int
  /// What a mail tells of, oldest first.
  func notices(in mail: MailID) throws -> [Notice]
  /// The person's own, or the defaults.
  func personalSettings(of agent: AgentID) throws -> PersonalSettings
  /// Somebody who may be told of things; nil without an active account.
  func listener(_ agent: AgentID) throws -> Listener?
  /// The first `Limits.toldAtOnce` of those who work tickets.
  func listeners() throws -> [Listener]
  func mail(_ id: MailID) throws -> OutgoingMail?
  /// The newest mail about replies on a ticket to a person, and whether it can still take one in: nobody began to send it.
  func newestReplyMail(to agent: AgentID, on ticket: TicketID) throws -> (mail: OutgoingMail, takesMore: Bool)?
}

package protocol NoticeWriting {
  /// Whether there is a server to send mail through.
  var sendsMail: Bool { get }
  /// Keeps a notice, unless the person has one of that event already; forgets the person's old ones.
  ///
  /// - Returns: whether it is new.
  @discardableResult func insert(_ notice: Notice) throws -> Bool
  /// Marks the person's own notices as read; others are passed over.
  func markRead(_ notices: NoticeSelection, of agent: AgentID, at now: Date) throws
  func put(_ settings: PersonalSettings, of agent: AgentID) throws
  /// Keeps a mail, in the commit of what it tells, and wakes the postman when the commit is on disk.
  func enqueue(_ mail: OutgoingMail) throws
}

/// Some of a person's notices.
package enum NoticeSelection: Sendable, Equatable {
  case all
  case some([NoticeID])
  case ticket(TicketID)
}
