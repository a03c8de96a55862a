package import Storage
package import Ticketing

/// Marks some of one's own notices as read: those of a ticket, when its page is opened. Another person's are passed over,
/// as are those that are read already.
package struct MarkNoticesRead: Action {
  package let notices: NoticeSelection

  package init(_ notices: NoticeSelection) { self.notices = notices }

  /// - Returns: how many are unread now.
  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Int {
    try tx.markRead(notices, of: actor.agent, at: moment.now)
    return try tx.unreadCount(of: actor.agent)
  }
}
