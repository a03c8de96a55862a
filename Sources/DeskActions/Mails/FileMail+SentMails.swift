import MailReading
import Storage
import Ticketing

extension FileMail {
  /// What a mail that came in means for those that go out: who wrote in is told so, and what came back is noted.
  func heed(_ kept: KeptMail, _ tx: any DeskTransaction, _ moment: inout Moment) throws {
    if case .bounce(let report) = kind { return try note(report, tx, &moment) }
    guard kept.kind == .new, kept.state == .filed, kept.reason == nil, kept.comment == nil,
      let ticket = try kept.ticket.flatMap({ try tx.ticket($0) })
    else { return }
    try tx.acknowledge(ticket, &moment)
  }

  /// Only the address that reports of one mail come to proves that it is about that mail.
  private func note(_ report: DeliveryReport, _ tx: any DeskTransaction, _ moment: inout Moment) throws {
    let recipient = claim.mail.envelope.recipient
    guard let at = recipient.lastIndex(of: "@"), let plus = recipient[..<at].lastIndex(of: "+"),
      let token = MailToken(recipient[..<at][plus...].dropFirst()), token.kind == .bounce,
      let mail = try tx.requesterMail(provenBy: token)
    else { return }
    let failed = report.recipients.first { $0.outcome == .failed }
    let words = [failed?.diagnostic, failed?.status].compactMap { $0 }.first { !$0.isEmpty } ?? ""
    try NoteBounce(mail.id, saying: MailText.line(words, max: RequesterMail.reasonLimit), isHard: report.isPermanent)
      .perform(in: tx, &moment)
  }
}
