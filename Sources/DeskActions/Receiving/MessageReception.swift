import Federation
import Mutants
import Storage
import Ticketing

/// Applies one message, the next in its lane, to what it is about.
struct MessageReception {
  let envelope: Envelope
  let partnership: PartnershipID
  /// Whether it goes ahead of what is parked: then its place in the lane is passed later, after theirs.
  private let overtakes: Bool

  init(_ envelope: Envelope, partnership: PartnershipID, overtakes: Bool = false) {
    self.envelope = envelope
    self.partnership = partnership
    self.overtakes = overtakes
  }

  func apply(in tx: any DeskTransaction, _ moment: inout Moment) throws -> (Reception, TicketID?) {
    guard let id = envelope.handoff else {
      return (try hear(in: tx, &moment), nil)
    }
    guard let handoff = try tx.handoff(id) else { return try begin(id, in: tx, &moment) }
    guard handoff.partnership == partnership, var locked = try tx.lock(handoff.ticket) else {
      return (.parked(.impossible), nil)
    }
    let isForThisSide = handoff.side == (envelope.direction == .down ? .delegate : .delegator)
    let known = try known(on: handoff.ticket, tx)
    let reception =
      isForThisSide || Mutant.wrongSideIsTaken.isOn
      ? locked.chained.receive(envelope, over: id, known: known, overtakes: overtakes, &moment) : .parked(.impossible)
    if case .parked(let reason) = reception {
      try tx.append(parked(reason, at: locked.chained.desk, id, &moment), to: handoff.ticket)
    } else {
      try tx.save(locked, &moment)
    }
    return (reception, handoff.ticket)
  }

  /// An offer makes a ticket of its own at this desk; anything else needs one that there is.
  private func begin(
    _ id: HandoffID, in tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> (Reception, TicketID?) {
    guard let partnership = try tx.partnership(partnership) else { return (.parked(.unknownPartnership), nil) }
    switch envelope.message.kind {
    // Whatever it was to end was cancelled before it left.
    case .end: return (.applied, nil)
    case .forgotten:
      try tx.giveUpUnfounded(over: partnership.id, of: id, moment)
      return (.applied, nil)
    default: break
    }
    guard case .offer(let offer) = envelope.message, envelope.direction == .down else {
      return (.parked(.impossible), nil)
    }
    guard envelope.hops <= Envelope.maximumHops else { return (.parked(.tooManyHops), nil) }
    let chained = ChainedTicket(
      receiving: offer, in: envelope, handoff: id, over: partnership, desk: try tx.existingDesk(),
      ticket: moment.newID(), number: try tx.nextTicketNumber(), requester: try requester(of: offer, tx, &moment),
      &moment)
    try tx.saveNew(chained, &moment)
    try settleEnded(id, chained.ticket.id, in: tx, &moment)
    return (.applied, chained.ticket.id)
  }

  /// An end that came ahead of the offer found nothing to settle, nor did the word that the other desk has forgotten it; the
  /// offer was on its way all the same, or a delegator that was put back has sent it again.
  private func settleEnded(
    _ id: HandoffID, _ ticket: TicketID, in tx: any DeskTransaction, _ moment: inout Moment
  ) throws {
    let behind = Place(epoch: envelope.epoch, seq: envelope.seq)
    guard
      let word = try tx.deliveries(.in, of: envelope.lane, after: behind, limit: 500).first(where: {
        ($0.kind == .end || $0.kind == .forgotten) && $0.state == .done
      }), var locked = try tx.lock(ticket)
    else { return }
    let ending = try Envelope(wireBytes: word.wireBytes)
    if word.kind == .forgotten { locked.chained.prepareToBeForgotten(by: ending, over: id, kept: nil) }
    _ = locked.chained.receive(ending, over: id, known: KnownContent(), overtakes: true, &moment)
    try tx.save(locked, &moment)
  }

  private func requester(
    of offer: Offer, _ tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> RequesterID? {
    guard let told = offer.requester else { return nil }
    let requester = Requester(
      id: moment.newID(), email: nil, name: told.name, phone: told.phone, createdAt: moment.now)
    try tx.put(requester)
    return requester.id
  }

  /// A word on the partnership's own lane.
  private func hear(in tx: any DeskTransaction, _ moment: inout Moment) throws -> Reception {
    guard var known = try tx.lock(partnership) else { return .parked(.unknownPartnership) }
    known.hear(envelope)
    try tx.put(known)
    switch envelope.message {
    // A partnership that has ended here still has its last words to bring.
    case .suspend: if known.phase == .joined { try tx.setHeld(true, handoffsOf: partnership) }
    case .resume: if known.state == .active { try tx.setHeld(false, handoffsOf: partnership) }
    case .ended(let ended):
      try settle(unheardOf: Set(ended.settled), in: tx, &moment)
      try tx.setHeld(false, handoffsOf: partnership)
      try tx.giveUpUnfounded(over: partnership, moment)
    case .offer, .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .comment,
      .edit, .retract, .file, .priority, .deadlines, .eta, .fields, .chain, .end, .tombstone, .joined, .terms,
      .resync, .resynced, .remind, .forgotten:
      break
    }
    return .applied
  }

  func settle(
    unheardOf settled: Set<HandoffID>, in tx: any DeskTransaction, _ moment: inout Moment
  ) throws {
    for handoff in try tx.openHandoffs(over: partnership) where !settled.contains(handoff.id) {
      guard var locked = try tx.lock(handoff.ticket) else { continue }
      locked.chained.settleUnheard(handoff.id, &moment)
      try tx.save(locked, &moment)
    }
  }

  func known(on ticket: TicketID, _ tx: any DeskReader) throws -> KnownContent {
    switch envelope.message {
    case .comment(let copy): return KnownContent(comment: try tx.comment(event: copy.event, on: ticket))
    case .edit(let edit):
      return KnownContent(
        comment: try tx.comment(event: edit.event, on: ticket), wentTo: try tx.crossings(of: edit.event))
    case .retract(let retraction):
      return KnownContent(
        comment: try tx.comment(event: retraction.event, on: ticket), wentTo: try tx.crossings(of: retraction.event))
    case .file(let copy):
      return KnownContent(
        comment: try copy.comment.flatMap { try tx.comment(event: $0, on: ticket) },
        hasFile: try tx.attachment(event: copy.event, on: ticket) != nil)
    case .offer, .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .priority,
      .deadlines, .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync,
      .resynced,
      .remind, .forgotten:
      return KnownContent()
    }
  }

  private func parked(_ reason: ParkReason, at desk: Desk, _ id: HandoffID, _ moment: inout Moment) -> Event {
    Event(
      id: moment.newID(), at: moment.now, kind: .parked, actor: desk.system, origin: .partner, handoff: id,
      facts: EventFacts(text: reason.rawValue, message: envelope.message.kind))
  }
}
