import Foundation
package import Storage
package import Ticketing

extension ModelReader {
  package func mail(_ id: MailID) -> OutgoingMail? { tables.mails[id]?.mail }

  package func newestReplyMail(to agent: AgentID, on ticket: TicketID) -> (mail: OutgoingMail, takesMore: Bool)? {
    let replies = tables.mails.rows.filter {
      $0.mail.kind == .reply && $0.mail.agent == agent && $0.mail.ticket == ticket
    }
    let newest = replies.max {
      ($0.mail.createdAt.milliseconds, $0.mail.id) < ($1.mail.createdAt.milliseconds, $1.mail.id)
    }
    return newest.map { ($0.mail, takesMore: $0.mail.state == .waiting && $0.fence == 0) }
  }
}
