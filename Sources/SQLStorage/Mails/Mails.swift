import Foundation
package import Storage
package import Ticketing

extension OutgoingMail {
  init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), agent: try columns.id(), kind: try columns.word(), ticket: try columns.id(),
      createdAt: columns.date(), nextAt: columns.date(), state: try columns.word(), attempts: columns.count(),
      finishedAt: columns.maybeDate(), reason: columns.maybeText())
  }
}

extension SQLReader {
  package func mail(_ id: MailID) throws -> OutgoingMail? { try first(MailSQL.mail, [.id(id)], OutgoingMail.init) }

  package func newestReplyMail(
    to agent: AgentID, on ticket: TicketID
  ) throws -> (mail: OutgoingMail, takesMore: Bool)? {
    try first(MailSQL.newestReply, [.id(agent), .id(ticket)]) {
      let mail = try OutgoingMail(&$0)
      return (mail, mail.state == .waiting && $0.count() == 0)
    }
  }
}

extension SQLTransaction {
  package func enqueue(_ mail: OutgoingMail) throws {
    let old = mail.createdAt.addingTimeInterval(-Double(OutgoingMail.daysKept) * 86_400)
    try execute(MailSQL.forget, [.date(old)])
    try execute(
      MailSQL.insert,
      [
        .id(mail.id), .id(mail.agent), .word(mail.kind), .id(mail.ticket), .date(mail.createdAt), .date(mail.nextAt),
        .word(mail.state), .count(mail.attempts), .date(mail.finishedAt), .text(mail.reason),
      ])
    ringAfterCommit()
  }
}
