package import Federation
import Foundation
package import Storage
package import Ticketing

/// Puts a desk's own records of a handoff right, by what the other desk keeps of it. Done twice, it changes nothing more.
package struct RepairHandoff: Sendable {
  package let handoff: HandoffID
  package let repair: LaneRepair

  package init(_ handoff: HandoffID, _ repair: LaneRepair) {
    self.handoff = handoff
    self.repair = repair
  }

  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard let known = try tx.handoff(handoff), try tx.lock(known.ticket) != nil else { return }
    for wire in repair.said { try takeBack(Array(wire), tx, &moment) }
    try passOver(tx)
    var events: [EventID] = []
    for wire in repair.heard { events += try hear(Array(wire), tx, &moment) }
    if !events.isEmpty { try ContentRepair(handoff).perform(events, in: tx, &moment) }
    if repair.settles { try settle(tx, &moment) }
    if let seq = repair.resendFrom, let lane = try tx.handoff(handoff)?.lane {
      try tx.rewind(.handoff(handoff), epoch: lane.epoch, from: seq)
    }
  }

  /// One of this desk's own, which it has lost: the other desk has it, so it is not sent again.
  private func takeBack(_ wireBytes: [UInt8], _ tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard let envelope = try? Envelope(wireBytes: wireBytes), var known = try tx.handoff(handoff),
      isOf(known, envelope, isSaid: true), envelope.epoch == known.lane.epoch
    else { return }
    let kept = try tx.delivery(.out, lane: envelope.lane, epoch: envelope.epoch, seq: envelope.seq)
    if kept?.isWhole(in: known) != true {
      try keep(envelope, wireBytes, as: .out, in: kept, of: known, tx, &moment)
      for event in envelope.contentEvents { try tx.noteCrossing(of: event, over: handoff) }
    }
    guard envelope.seq > known.lane.sent else { return }
    known.haveSaid(envelope.seq)
    try tx.put(known)
  }

  /// One of the other desk's, at a place that this desk has dealt with.
  ///
  /// - Returns: the comments and files that it is about.
  private func hear(_ wireBytes: [UInt8], _ tx: any DeskTransaction, _ moment: inout Moment) throws -> [EventID] {
    guard let envelope = try? Envelope(wireBytes: wireBytes), let known = try tx.handoff(handoff),
      isOf(known, envelope, isSaid: false), envelope.epoch == known.lane.peerEpoch,
      envelope.seq <= known.lane.applied
    else { return [] }
    let kept = try tx.delivery(.in, lane: envelope.lane, epoch: envelope.epoch, seq: envelope.seq)
    if kept?.wireBytes != wireBytes { try keep(envelope, wireBytes, as: .in, in: kept, of: known, tx, &moment) }
    return envelope.namedEvents
  }

  private func isOf(_ known: Handoff, _ envelope: Envelope, isSaid: Bool) -> Bool {
    let isDown = (known.side == .delegator) == isSaid
    return envelope.handoff == known.id && envelope.partnership == known.partnership
      && envelope.direction == (isDown ? .down : .up)
  }

  private func keep(
    _ envelope: Envelope, _ wireBytes: [UInt8], as direction: Delivery.Direction, in kept: Delivery?,
    of known: Handoff, _ tx: any DeskTransaction, _ moment: inout Moment
  ) throws {
    let record = Delivery(
      id: kept?.id ?? moment.newID(), direction: direction, partnership: known.partnership, lane: envelope.lane,
      ticket: known.ticket, epoch: envelope.epoch, seq: envelope.seq, event: envelope.event,
      kind: envelope.message.kind, state: .done, createdAt: kept?.createdAt ?? moment.now,
      finishedAt: kept?.finishedAt ?? moment.now, attempts: kept?.attempts ?? 0, wireBytes: wireBytes)
    if kept == nil { try tx.insert(record) } else { try tx.update(record) }
  }

  /// Counts what was dealt with, where the count has fallen back behind it.
  private func passOver(_ tx: any DeskTransaction) throws {
    while var known = try tx.handoff(handoff) {
      let next = known.lane.heard.next
      switch try tx.delivery(.in, lane: .handoff(handoff), epoch: next.epoch, seq: next.seq)?.state {
      case .done, .dropped, .cancelled:
        known.pass(epoch: next.epoch, seq: next.seq)
        try tx.put(known)
      case .waiting, .parked, .missing, nil: return
      }
    }
  }

  /// What the messages say holds, whichever of the two records has drifted away from it.
  private func settle(_ tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard let known = try tx.handoff(handoff) else { return }
    let lane = ReceivingLane(.handoff(handoff), partnership: known.partnership)
    let (said, heard) = (try lane.envelopes(.out, tx), try lane.envelopes(.in, tx))
    let history =
      switch known.side {
      case .delegator: MoveHistory(down: said, up: heard)
      case .delegate: MoveHistory(down: heard, up: said)
      }
    guard let history, history.state != known.state || history.turn != known.turn,
      var locked = try tx.lock(known.ticket)
    else { return }
    locked.chained.settle(handoff, as: history, &moment)
    try tx.save(locked, &moment)
  }
}

extension ReceivingLane {
  /// All that can be read of what was said or heard, in order.
  func envelopes(_ direction: Delivery.Direction, _ tx: any DeskReader) throws -> [Envelope] {
    try all(direction, after: .start, tx).compactMap { try? Envelope(wireBytes: $0.wireBytes) }
  }
}

extension Envelope {
  /// The comments and files that the message brings or changes, by their original events.
  var namedEvents: [EventID] {
    switch message {
    case .edit(let edit): [edit.event]
    case .retract(let retraction): [retraction.event]
    case .offer, .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .comment, .file,
      .priority, .deadlines, .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended,
      .resync, .resynced, .remind, .forgotten:
      contentEvents
    }
  }
}
