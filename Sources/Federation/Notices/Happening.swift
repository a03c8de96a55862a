package import Ticketing

/// Something about a ticket that people of this desk are told of.
package struct Happening: Sendable, Equatable {
  package let kind: NoticeKind
  package let event: EventID
  /// Who did it, as this desk knows them.
  package let actor: Author
  package let handoff: HandoffID?
  package let comment: CommentID?

  init(_ kind: NoticeKind, _ event: Event) {
    self.kind = kind
    self.event = event.id
    actor = event.actor
    handoff = event.handoff
    comment = event.facts.comment
  }

  private init(_ kind: NoticeKind, _ other: Happening) {
    self.kind = kind
    event = other.event
    actor = other.actor
    handoff = other.handoff
    comment = other.comment
  }

  /// As it is told to somebody whom its comment names.
  package var mention: Happening { Happening(.mentioned, self) }
}

extension ChainedTicket {
  /// What the timeline's new entries mean for people. This desk's own moves are no news to it, whoever made them, nor is
  /// the conversation that came along with an offer.
  ///
  /// - Parameter before: the ticket as it was; nil for one that is new at this desk.
  package func happenings(since before: Ticket?) -> [Happening] {
    let offers = effects.events.filter { kind(of: $0) == .offered }
    guard offers.isEmpty else { return offers.map { Happening(.offered, $0) } }
    let news = effects.events.compactMap { event in kind(of: event).map { Happening($0, event) } }
    return news + assignment(since: before)
  }

  private func kind(of event: Event) -> NoticeKind? {
    switch event.kind {
    case .offered: hears(event, as: .delegate) && isOpen(event) ? .offered : nil
    case .withdrawn: hears(event, as: .delegate) ? .withdrawn : nil
    case .recalled: hears(event, as: .delegate) ? .recalled : nil
    case .reworked: hears(event, as: .delegate) ? .reworked : nil
    case .confirmed: hears(event, as: .delegate) ? .confirmed : nil
    case .accepted: hears(event, as: .delegator) ? .accepted : nil
    case .declined: hears(event, as: .delegator) ? .declined : nil
    case .returned: hears(event, as: .delegator) ? .returned : nil
    case .completed: hears(event, as: .delegator) ? .completed : nil
    case .ended: event.origin == .partner ? .ended : nil
    case .commented: .reply
    case .overdue: .overdue
    case .opened, .changed, .status, .edited, .retracted, .released, .attached, .eta, .deadlines, .priority, .fields,
      .cancellation, .void, .outdated, .parked, .dropped, .unlinked, .merged, .absorbed, .unmerged, .split, .adopted:
      nil
    }
  }

  /// Whether a move was the other desk's: a delegate makes none of the delegator's, and the other way round.
  private func hears(_ event: Event, as side: Side) -> Bool {
    event.handoff.flatMap { leg($0) }?.handoff.side == side
  }

  /// An offer over a partnership that this desk has ended is over when it comes.
  private func isOpen(_ event: Event) -> Bool {
    event.handoff.flatMap { leg($0) }?.handoff.state.isOpen ?? false
  }

  private func assignment(since before: Ticket?) -> [Happening] {
    guard let assignee = ticket.assignee, assignee != before?.assignee else { return [] }
    let event = effects.events.first { [.opened, .changed, .accepted].contains($0.kind) }
    return event.map { [Happening(.assigned, $0)] } ?? []
  }
}
