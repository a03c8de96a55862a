import Federation
import Foundation
import Storage
import Ticketing

/// What a desk that was restored from a backup, and its partner, do with what they say to one another about it.
extension MessageReception {
  /// Asks the partner what this desk has forgotten, where it has not asked yet.
  static func ask(about lane: LaneID, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard case .handoff(let id) = lane, let handoff = try tx.handoff(id), handoff.lane.recovery == .due,
      var locked = try tx.lock(handoff.ticket)
    else { return }
    locked.chained.resynchronise(id, &moment)
    try tx.save(locked, &moment)
  }

  /// Answers a partner that was restored: what it had said goes back to it, what it had heard is sent again.
  func answer(_ resync: Resync, kept: [Delivery], in tx: any DeskTransaction, _ moment: inout Moment) throws {
    let kept = kept.map { KeptMessage(place: Place(epoch: $0.epoch, seq: $0.seq), wireBytes: $0.wireBytes) }
    if let id = envelope.handoff {
      guard let handoff = try tx.handoff(id), var locked = try tx.lock(handoff.ticket) else { return }
      locked.chained.answer(resync, in: envelope, over: id, kept: kept, &moment)
      try tx.save(locked, &moment)
    } else {
      guard var known = try tx.lock(partnership) else { return }
      let delegated = try resend(since: resync.asOf ?? envelope.at, in: tx)
      let answers = known.answer(
        resync, in: envelope, kept: kept, delegated: delegated, desk: try tx.existingDesk(), moment: &moment)
      try tx.put(known)
      for answer in answers { try tx.enqueue(answer, ticket: nil, &moment) }
      try tx.append(
        AuditRecord(
          at: moment.now, source: .system, action: "partnership.partner_restored", subject: partnership.description,
          facts: [.name(known.partnerName)]))
    }
    try tx.rewind(envelope.lane, epoch: resync.applied.epoch, from: resync.applied.seq + 1)
  }

  /// Something of every handoff that was talked about since the moment of the backup is sent again, so that the restored
  /// desk asks about it; of one that it may have nothing of any more, all.
  ///
  /// - Returns: those that the restored desk had given over.
  private func resend(since asOf: Date, in tx: any DeskTransaction) throws -> [HandoffID] {
    let since = asOf.addingTimeInterval(-Desk.clockDifference)
    // What waits here for its offer came in the life that is over.
    var delegated = try tx.unfounded(over: partnership)
    for id in try tx.handoffs(over: partnership, touchedSince: since) {
      guard let handoff = try tx.handoff(id) else { continue }
      if handoff.side == .delegate { delegated.append(id) }
      if handoff.side == .delegator, handoff.offeredAt >= since {
        try tx.rewind(.handoff(id), epoch: Place.start.epoch, from: 1)
      } else if handoff.lane.sent > 0 {
        try tx.rewind(.handoff(id), epoch: handoff.lane.epoch, from: handoff.lane.sent)
      }
    }
    return delegated
  }

  /// The partner's answer is there; what it says is heard in its order from now on.
  ///
  /// - Parameter kept: where the partner's messages stand that are here, and not yet applied.
  func hearAnswer(
    _ answer: Resynced, kept: [Place], in tx: any DeskTransaction, _ moment: inout Moment
  ) throws {
    if let id = envelope.handoff {
      guard let handoff = try tx.handoff(id), var locked = try tx.lock(handoff.ticket) else { return }
      locked.chained.hear(answer, over: id, kept: kept)
      return try tx.save(locked, &moment)
    }
    guard var known = try tx.lock(partnership) else { return }
    known.hear(answer, kept: kept)
    try tx.put(known)
    let desk = try tx.existingDesk()
    for id in answer.delegated {
      if try tx.handoff(id) != nil {
        try Self.ask(about: .handoff(id), in: tx, &moment)
      } else if let word = desk.forgets(id, over: known, &moment) {
        try tx.tellForgotten(word, &moment)
      }
    }
  }

  /// Whether it is an edit, and this desk has told of a later one of the same comment since it was put back.
  private func isOvertaken(_ lane: Lane, _ tx: any DeskReader) throws -> Bool {
    guard case .edit(let edit) = envelope.message else { return false }
    let said = try tx.deliveries(.out, of: envelope.lane, after: Place(epoch: lane.epoch, seq: 0), limit: 1_000)
    return try said.contains { delivery in
      guard delivery.kind == .edit, delivery.epoch == lane.epoch else { return false }
      return try Envelope(wireBytes: delivery.wireBytes).namedEvents == [edit.event]
    }
  }

  /// Takes back what this desk had said itself: the message is the one that it had sent.
  func recover(_ wireBytes: [UInt8], in tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard try isOwn(tx), try tx.delivery(.out, lane: envelope.lane, epoch: envelope.epoch, seq: envelope.seq) == nil
    else { return }
    var ticket: TicketID?
    if let id = envelope.handoff {
      guard let handoff = try tx.handoff(id), var locked = try tx.lock(handoff.ticket) else { return }
      ticket = handoff.ticket
      if try !isOvertaken(handoff.lane, tx) {
        let known = try known(on: handoff.ticket, tx)
        locked.chained.recover(envelope, over: id, known: known, &moment)
        try tx.save(locked, &moment)
      }
      for event in envelope.contentEvents { try tx.noteCrossing(of: event, over: id) }
    } else {
      guard var known = try tx.lock(partnership) else { return }
      known.recover(envelope)
      try tx.put(known)
      try tx.setHeld(known.state == .suspended, handoffsOf: partnership)
      if case .ended(let ended) = envelope.message {
        // What was handed over since, by a desk that did not know; and what it had settled then, unheard by the partner.
        try settle(unheardOf: Set(ended.settled), in: tx, &moment)
        for handoff in try tx.openHandoffs(over: partnership) {
          guard var locked = try tx.lock(handoff.ticket) else { continue }
          locked.chained.settleForgotten(handoff.id, &moment)
          try tx.save(locked, &moment)
        }
        try tx.giveUpUnfounded(over: partnership, moment)
      }
    }
    try tx.insert(
      Delivery(
        id: moment.newID(), direction: .out, partnership: partnership, lane: envelope.lane, ticket: ticket,
        epoch: envelope.epoch, seq: envelope.seq, event: envelope.event, kind: envelope.message.kind, state: .done,
        createdAt: envelope.at, finishedAt: moment.now, wireBytes: wireBytes))
  }

  /// Whether this desk can have sent it, in an epoch that is over.
  private func isOwn(_ tx: any DeskReader) throws -> Bool {
    guard let partner = try tx.partnership(partnership), envelope.partnership == partnership else { return false }
    guard let id = envelope.handoff else {
      return envelope.direction == partner.outboundDirection && envelope.epoch < partner.lane.epoch
    }
    guard let handoff = try tx.handoff(id), handoff.partnership == partnership else { return false }
    return envelope.direction == (handoff.side == .delegator ? .down : .up) && envelope.epoch < handoff.lane.epoch
  }
}
