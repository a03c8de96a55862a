import Federation
import Foundation
package import Storage
import Ticketing

extension DeskReader {
  /// What a waiting mail tells now; nil where nobody is left to tell, or nothing to tell of.
  package func letter(for id: MailID) throws -> Letter? {
    guard let mail = try mail(id), let agent = try agent(mail.agent), agent.isActive, let record = try deskRecord(),
      let ticket = try ticket(mail.ticket)
    else { return nil }
    let notices = try notices(in: id)
    guard !notices.isEmpty else { return nil }
    let shown = notices.prefix(Letter.entryLimit)
    return Letter(
      mail: id, to: Mailbox(name: agent.name, address: agent.email),
      language: try personalSettings(of: agent.id).language ?? record.language, desk: record.tenant.name,
      slug: record.tenant.slug, ticket: ticket.id, number: ticket.number, subject: ticket.subject,
      date: mail.createdAt, entries: try shown.map { try entry($0, at: record.tenant.name) },
      omitted: notices.count - shown.count)
  }

  private func entry(_ notice: Notice, at desk: String) throws -> Letter.Entry {
    let handoff = try notice.handoff.flatMap { try self.handoff($0) }
    let partner = try handoff.flatMap { try partnership($0.partnership) }?.partnerName
    let comment = try notice.comment.flatMap { try self.comment($0) }
    let excerpt =
      comment.map { $0.isRetracted ? nil : $0.shared.map(Excerpt.init) } ?? handoff.flatMap { words(notice.kind, $0) }
    return Letter.Entry(
      kind: notice.kind, sentence: sentence(notice.kind, handoff, comment), who: shown(notice.actor, at: desk),
      partner: partner ?? "", excerpt: excerpt)
  }

  /// What the partner wrote beside its move.
  private func words(_ kind: NoticeKind, _ handoff: Handoff) -> Excerpt? {
    let words: String? =
      switch kind {
      case .offered: handoff.message
      case .completed: handoff.completion?.resolution.text
      case .declined, .returned, .recalled, .reworked: handoff.reason
      case .assigned, .reply, .mentioned, .overdue, .accepted, .withdrawn, .confirmed, .ended: nil
      }
    return words.flatMap { $0.isEmpty ? nil : Excerpt(fromPartner: $0) }
  }

  private func sentence(_ kind: NoticeKind, _ handoff: Handoff?, _ comment: Comment?) -> String {
    let sentence = "said.\(kind.rawValue)"
    if let comment, comment.audience == .internal { return sentence + ".internal" }
    guard kind == .overdue, let handoff else { return sentence }
    return sentence + "." + (handoff.isLate ? "late" : handoff.side.rawValue)
  }

  /// As pages show somebody: never an address of mail, also where somebody's only name is one.
  private func shown(_ author: Author, at desk: String) -> String {
    let name = AddressMask.masked(author.name)
    if name.isEmpty { return author.desk }
    return author.desk == desk || author.desk.isEmpty ? name : "\(name) (\(author.desk))"
  }
}
