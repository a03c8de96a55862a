package import Ticketing

extension ChainedTicket {
  /// Sets the status as a person asks for, where this desk may.
  package mutating func set(
    status: Status, hold: Hold? = nil, by author: Author, _ moment: inout Moment
  ) throws(HandoffRefusal) {
    guard status != ticket.status || hold != ticket.hold else { return }
    let provenance = Provenance.here(author)
    try mayMove(to: status)
    if let lower, lower.handoff.side == .delegator {
      switch (lower.handoff.state, status.category) {
      case (.offered, .resolved), (.offered, .closed), (.offered, .cancelled):
        settle(lower, with: .withdraw, reason: nil, provenance, &moment)
      case (.completed, .closed): settle(lower, with: .confirm, reason: nil, provenance, &moment)
      case (.completed, .cancelled):
        if !isTakenAway { settle(lower, with: .recall, reason: nil, then: status, provenance, &moment) }
      case (.offered, _), (.completed, _), (.accepted, _), (.confirmed, _), (.declined, _), (.withdrawn, _),
        (.recalled, _), (.returned, _):
        break
      }
    }
    move(to: status, hold: hold, provenance, &moment)
    conclude(provenance, &moment)
  }

  /// Ends the work at this desk by a person's word, with what was done.
  package mutating func resolve(
    with resolution: Resolution, status: Status, by author: Author, _ moment: inout Moment
  ) throws(HandoffRefusal) {
    try set(status: status, by: author, &moment)
    if ticket.resolution != resolution { ticket.note(resolution: resolution, at: moment.now) }
  }

  /// Why a person at this desk may not set a status; nil where it may.
  package func refusal(of status: Status) -> HandoffRefusal? {
    do throws(HandoffRefusal) {
      try mayMove(to: status)
      return nil
    } catch {
      return error
    }
  }

  /// The rules of `protocol.md`, section 4, on setting a status by hand.
  private func mayMove(to status: Status) throws(HandoffRefusal) {
    try upper?.requireNotRecovering()
    try lower?.requireNotRecovering()
    if status.category.isEnded {
      do throws(FamilyRefusal) { try requireNotMerged() } catch { throw .tied(error) }
      if !ticket.status.category.isEnded { try requireNoOpenChildren(before: "set “\(status.name)”") }
    }
    if let upper {
      switch upper.handoff.state {
      case .offered, .completed:
        throw .statusNotYours(
          state: upper.handoff.state, allowed: HandoffTable.moves(ofDelegateIn: upper.handoff.state))
      case .accepted:
        switch status.category {
        case .resolved, .closed: throw .statusNeedsMove(status: status.name, move: "complete", state: .accepted)
        case .cancelled: throw .statusNeedsMove(status: status.name, move: "return", state: .accepted)
        case .new, .inProgress, .waitingForRequester, .waitingForPartner, .onHold: break
        }
      case .confirmed, .declined, .withdrawn, .recalled, .returned: break
      }
    }
    if let lower, lower.handoff.state == .accepted {
      throw .statusNeedsMove(status: status.name, move: "recall", state: .accepted)
    }
  }

  /// Moves the status and tells the desk above.
  mutating func move(to status: Status, hold: Hold? = nil, _ provenance: Provenance, _ moment: inout Moment) {
    guard status != ticket.status || hold != ticket.hold else { return }
    let before = ticket.status
    ticket.change(status: status, hold: hold, at: moment.now)
    record(
      .status, provenance,
      EventFacts(from: before.name, to: status.name, text: hold?.reason, until: hold?.until), &moment)
    if status.category.isEnded {
      if !before.category.isEnded { leaveWordOfOpenChildren(&moment) }
    } else if let survivor = family.survivor {
      family.survivor = nil
      record(.unmerged, provenance, EventFacts(ticket: survivor), &moment)
    }
    for leg in destinations(.status, provenance) where report(over: leg) != leg.handoff.toldStatus {
      tellStatus(over: leg, provenance, &moment)
    }
  }

  mutating func tellStatus(over leg: Leg, _ provenance: Provenance, _ moment: inout Moment) {
    let report = report(over: leg)
    update(leg.handoff.id) { $0.toldStatus = report }
    send(.status(report), over: leg.handoff.id, provenance, &moment)
  }

  private func report(over leg: Leg) -> StatusReport {
    StatusReport(
      category: mapping(of: leg).category(of: ticket.status), label: ticket.status.name,
      hold: ticket.hold.map { Hold(reason: $0.reason.map(outward(of: leg).text), until: $0.until) })
  }

  /// Moves the status to what the mapping says of an event of the handoff below.
  mutating func move(after event: MappedEvent, of leg: Leg, _ provenance: Provenance, _ moment: inout Moment) {
    let status = mapping(of: leg).status(
      after: event, resolvesOnCompletion: leg.partnership.settings.resolvesOnCompletion, in: desk.statuses)
    guard let status else { return }
    // A middle desk cannot be done before it has completed upwards, nor any desk before the other parts are.
    let isDoneTooEarly = status.category.isEnded && (upper != nil || !family.openChildren.isEmpty)
    move(to: isDoneTooEarly ? desk.statuses.first(.inProgress) : status, provenance, &moment)
  }

  /// The requester has written: who waited for it waits no longer.
  mutating func hearRequester(_ provenance: Provenance, _ moment: inout Moment) {
    let reaction = provenance.reaction(by: desk.system)
    if let lower, lower.handoff.state == .accepted {
      guard ticket.status.category == .waitingForRequester else { return }
      move(to: desk.statuses.first(.waitingForPartner), reaction, &moment)
    } else if let upper, upper.handoff.state != .accepted {
      return
    } else {
      switch ticket.status.category {
      case .waitingForRequester: move(to: desk.statuses.first(.inProgress), reaction, &moment)
      // Broken again: the ticket reopens at the first desk. Words that come late, over a handoff that is over, reopen
      // nothing.
      case .resolved, .closed:
        if upper == nil, lower == nil, provenance.arrivedBy == nil {
          move(to: desk.statuses.first(.inProgress), reaction, &moment)
        }
      case .new, .inProgress, .waitingForPartner, .onHold, .cancelled: break
      }
    }
  }
}
