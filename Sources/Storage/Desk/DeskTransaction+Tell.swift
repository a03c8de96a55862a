import Federation
import Foundation
import Ticketing

extension DeskTransaction {
  /// Tells the desk's people what became of a ticket: on the page, by mail, as each of them chose.
  func tell(
    of chained: ChainedTicket, since before: Ticket?, typedBy writer: AgentID?, _ moment: inout Moment
  ) throws {
    let happenings = chained.happenings(since: before)
    guard !happenings.isEmpty else { return }
    let ticket = chained.ticket
    let addressees = Addressees(assignee: ticket.assignee, team: ticket.team)
    let people = try concerned(addressees)
    for happening in happenings {
      let doer = writer ?? happening.actor.agent
      let named = try named(in: happening, of: chained).filter { $0.agent != doer }
      for listener in named { try tell(listener, of: happening.mention, on: ticket.id, addressees, &moment) }
      for listener in addressees.among(people, but: doer) where !named.contains(where: { $0.agent == listener.agent }) {
        try tell(listener, of: happening, on: ticket.id, addressees, &moment)
      }
    }
  }

  /// The colleagues whom a comment of this desk's own people names. What a partner writes names nobody here.
  private func named(in happening: Happening, of chained: ChainedTicket) throws -> [Listener] {
    guard happening.kind == .reply, happening.actor.agent != nil,
      let comment = chained.effects.comments.first(where: { $0.id == happening.comment })
    else { return [] }
    var named: [Listener] = []
    for mention in Mention.all(in: comment.body) {
      // Where so many begin alike, the first word does not tell whom it means; a whole name still does.
      guard let meant = mention.meant(among: try agents(beginning: mention.word, limit: 50)),
        !named.contains(where: { $0.agent == meant.id }), let listener = try listener(meant.id)
      else { continue }
      named.append(listener)
    }
    return named
  }

  private func concerned(_ addressees: Addressees) throws -> [Listener] {
    if let assignee = addressees.assignee, let listener = try listener(assignee) { return [listener] }
    return try listeners()
  }

  private func tell(
    _ listener: Listener, of happening: Happening, on ticket: TicketID, _ addressees: Addressees,
    _ moment: inout Moment
  ) throws {
    let channels = addressees.channels(of: happening.kind, to: listener)
    let isMailed = channels.mail && sendsMail
    guard channels.page || isMailed else { return }
    let place = isMailed ? try place(for: happening.kind, to: listener.agent, on: ticket, &moment) : nil
    let notice = Notice(
      id: moment.newID(), agent: listener.agent, kind: happening.kind, ticket: ticket, event: happening.event,
      handoff: happening.handoff, comment: happening.comment, actor: happening.actor, at: moment.now,
      isShown: channels.page, mail: place?.mail.id)
    guard try insert(notice), let place, place.isNew else { return }
    try enqueue(place.mail)
  }

  /// The mail that tells of something: its own, but for a reply that comes soon after another one.
  private func place(
    for kind: NoticeKind, to agent: AgentID, on ticket: TicketID, _ moment: inout Moment
  ) throws -> (mail: OutgoingMail, isNew: Bool) {
    var nextAt = moment.now
    if kind == .reply, let last = try newestReplyMail(to: agent, on: ticket) {
      if last.takesMore { return (last.mail, false) }
      nextAt = max(nextAt, last.mail.nextAt.addingTimeInterval(OutgoingMail.foldingSeconds))
    }
    let mail = OutgoingMail(
      id: moment.newID(), agent: agent, kind: kind, ticket: ticket, createdAt: moment.now, nextAt: nextAt)
    return (mail, true)
  }
}
