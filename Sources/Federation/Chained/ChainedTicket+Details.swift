import Foundation
package import Ticketing

extension ChainedTicket {
  /// Applies what a person edits, but for the status, and tells the partners what concerns them.
  package mutating func apply(_ changes: TicketChanges, by author: Author, _ moment: inout Moment) {
    let provenance = Provenance.here(author)
    let priority = ticket.priority
    let differences = ticket.apply(changes, at: moment.now)
    guard !differences.isEmpty else { return }
    record(.changed, provenance, EventFacts(changes: differences), &moment)
    if ticket.priority != priority { tellPriority(reason: nil, provenance, &moment) }
    tellFields(Set(changes.fields.keys), provenance, &moment)
    conclude(provenance, &moment)
  }

  /// The delegator's word on a handoff: deadlines and priority, downwards.
  package mutating func change(
    _ id: HandoffID, deadlines: Deadlines?, priority: PriorityNote?, by author: Author, _ moment: inout Moment
  ) throws(HandoffRefusal) {
    let leg = try open(id, .delegator, doing: "change deadlines or priority")
    let provenance = Provenance.here(author)
    if let deadlines { set(deadlines, of: leg, provenance, &moment) }
    if let priority { set(priority, provenance, &moment) }
    conclude(provenance, &moment)
  }

  /// The delegate's word on a handoff: when it expects to be there, or done.
  package mutating func change(
    _ id: HandoffID, eta: Eta, by author: Author, _ moment: inout Moment
  ) throws(HandoffRefusal) {
    let leg = try open(id, .delegate, doing: "change the ETA")
    guard leg.handoff.state == .accepted else {
      throw .forbidden(
        move: "change the ETA", state: leg.handoff.state,
        allowed: HandoffTable.moves(ofDelegateIn: leg.handoff.state))
    }
    tellEta(eta, .here(author), &moment)
    conclude(.here(author), &moment)
  }

  private func open(_ id: HandoffID, _ side: Side, doing: String) throws(HandoffRefusal) -> Leg {
    guard let leg = leg(id), leg.handoff.side == side else {
      throw .notYours(move: doing, side: side == .delegator ? .delegate : .delegator)
    }
    try leg.requireNotRecovering()
    guard leg.handoff.state.isOpen else { throw .forbidden(move: doing, state: leg.handoff.state, allowed: []) }
    return leg
  }

  mutating func set(_ note: PriorityNote, _ provenance: Provenance, _ moment: inout Moment) {
    guard note.priority != ticket.priority else { return }
    let before = ticket.priority
    ticket.prioritise(note.priority, at: moment.now)
    record(
      .priority, provenance, handoff: provenance.arrivedBy,
      EventFacts(from: before.rawValue, to: note.priority.rawValue, text: note.reason), &moment)
    tellPriority(reason: note.reason, provenance, &moment)
  }

  private mutating func tellPriority(reason: String?, _ provenance: Provenance, _ moment: inout Moment) {
    for leg in destinations(.priority, provenance) {
      let note = PriorityNote(priority: ticket.priority, reason: reason.map(outward(of: leg).text))
      send(.priority(note), over: leg.handoff.id, provenance, &moment)
    }
  }

  /// Sets a handoff's deadlines; its resolution deadline becomes that of the handoff below, too.
  mutating func set(_ deadlines: Deadlines, of leg: Leg, _ provenance: Provenance, _ moment: inout Moment) {
    let id = leg.handoff.id
    guard deadlines.respondBy != leg.handoff.respondBy || deadlines.resolveBy != leg.handoff.resolveBy else { return }
    update(id) { handoff in
      handoff.respondBy = deadlines.respondBy
      handoff.resolveBy = deadlines.resolveBy
      handoff.isOverdue = false
      handoff.isLate = false
    }
    ticket.touch(at: moment.now)
    record(
      .deadlines, provenance, handoff: id,
      EventFacts(
        from: leg.handoff.resolveBy.map(Self.words), to: deadlines.resolveBy.map(Self.words), text: deadlines.reason,
        until: deadlines.resolveBy, partner: leg.partnership.partnerName), &moment)
    for other in destinations(.deadlines, provenance) {
      let isBelow = other.handoff.id != id
      let told = Deadlines(
        respondBy: isBelow ? other.handoff.respondBy : deadlines.respondBy, resolveBy: deadlines.resolveBy,
        reason: deadlines.reason.map(outward(of: other).text))
      if isBelow {
        update(other.handoff.id) { handoff in
          handoff.resolveBy = deadlines.resolveBy
          handoff.isLate = false
        }
      }
      send(.deadlines(told), over: other.handoff.id, provenance, &moment)
    }
  }

  /// Says upwards when the work is expected; every desk on the way sees the same.
  mutating func tellEta(_ eta: Eta, _ provenance: Provenance, _ moment: inout Moment) {
    let legs = destinations(.eta, provenance)
    let before = (provenance.arrivedBy.flatMap { leg($0) } ?? upper)?.handoff.eta
    if let arrivedBy = provenance.arrivedBy { update(arrivedBy) { $0.eta = eta.eta } }
    ticket.touch(at: moment.now)
    record(
      .eta, provenance, handoff: provenance.arrivedBy ?? upper?.handoff.id,
      EventFacts(from: before.map(Self.words), to: eta.eta.map(Self.words), text: eta.reason, until: eta.eta), &moment)
    for leg in legs {
      update(leg.handoff.id) { $0.eta = eta.eta }
      let told = Eta(eta: eta.eta, reason: eta.reason.map(outward(of: leg).text))
      send(.eta(told), over: leg.handoff.id, provenance, &moment)
    }
  }

  /// Takes over what a partner lets be seen of its fields.
  mutating func take(_ note: FieldsNote, over leg: Leg, _ provenance: Provenance, _ moment: inout Moment) {
    let ours = mapping(of: leg).fields(note.fields, known: desk.fieldKeys)
    let new = ours.filter { ticket.fields[$0.key] != $0.value }
    guard !new.isEmpty else { return }
    let changes = new.sorted { $0.key < $1.key }.map {
      TicketChange(what: "fields.\($0.key)", from: ticket.fields[$0.key]?.text, to: $0.value.text)
    }
    ticket.set(fields: new, at: moment.now)
    record(.fields, provenance, handoff: leg.handoff.id, EventFacts(changes: changes), &moment)
    tellFields(Set(new.keys), provenance, &moment)
  }

  private mutating func tellFields(_ keys: Set<String>, _ provenance: Provenance, _ moment: inout Moment) {
    guard !keys.isEmpty else { return }
    for leg in destinations(.fields, provenance) {
      let told = outward(of: leg).fields(ticket.fields.filter { keys.contains($0.key) })
      if !told.isEmpty { send(.fields(FieldsNote(fields: told)), over: leg.handoff.id, provenance, &moment) }
    }
  }

  private static func words(_ date: Date) -> String { date.formatted(.iso8601) }
}
