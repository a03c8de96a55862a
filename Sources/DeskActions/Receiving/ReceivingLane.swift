import Federation
import Storage
import Ticketing

/// The receiving end of one lane: order, gaps, what is parked and what waits behind it.
struct ReceivingLane {
  let id: LaneID
  let partnership: PartnershipID

  init(_ id: LaneID, partnership: PartnershipID) {
    self.id = id
    self.partnership = partnership
  }

  func receive(
    _ envelope: Envelope, _ wireBytes: [UInt8], in tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> Acknowledgement {
    if let kept = try tx.delivery(.in, lane: id, epoch: envelope.epoch, seq: envelope.seq), kept.state != .waiting {
      return Acknowledgement(.duplicate)
    }
    let lane = try state(tx)
    switch lane.arrival(epoch: envelope.epoch, seq: envelope.seq) {
    case .duplicate: return Acknowledgement(.duplicate)
    case .next:
      let outcome = try apply(envelope, wireBytes, in: tx, &moment)
      try drain(tx, &moment)
      return Acknowledgement(outcome)
    case .gap(let expected):
      return try receive(envelope, wireBytes, behind: expected, in: tx, &moment)
    }
  }

  private func receive(
    _ envelope: Envelope, _ wireBytes: [UInt8], behind expected: Int, in tx: any DeskTransaction,
    _ moment: inout Moment
  ) throws -> Acknowledgement {
    let missing = try firstMissing(from: expected, before: envelope, tx)
    // End beats everything; withdraw and recall overtake what is parked, not what is missing.
    if envelope.message.kind == .end || (envelope.message.overtakes && missing == nil) {
      let outcome = try apply(envelope, wireBytes, overtakes: missing == nil, in: tx, &moment)
      try drain(tx, &moment)
      return Acknowledgement(outcome)
    }
    try keep(envelope, wireBytes, as: .waiting, reason: missing == nil ? .behind : nil, tx, &moment)
    return Acknowledgement(.kept, needs: missing)
  }

  private func firstMissing(from expected: Int, before envelope: Envelope, _ tx: any DeskReader) throws -> Int? {
    for seq in expected..<max(expected, envelope.seq) {
      if try tx.delivery(.in, lane: id, epoch: envelope.epoch, seq: seq) == nil { return seq }
    }
    return nil
  }

  /// Applies a parked message again.
  func retry(_ record: Delivery, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    _ = try apply(try Envelope(wireBytes: record.wireBytes), record.wireBytes, in: tx, &moment)
    try drain(tx, &moment)
  }

  /// Passes over a parked message.
  func drop(_ record: Delivery, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    var dropped = record
    dropped.state = .dropped
    dropped.finishedAt = moment.now
    try tx.update(dropped)
    try pass(record, tx, &moment)
    try drain(tx, &moment)
  }

  /// Applies what waited for the message that has just passed.
  private func drain(_ tx: any DeskTransaction, _ moment: inout Moment) throws {
    while true {
      let lane = try state(tx)
      guard let next = try tx.delivery(.in, lane: id, epoch: lane.peerEpoch, seq: lane.applied + 1) else { return }
      switch next.state {
      case .waiting:
        let envelope = try Envelope(wireBytes: next.wireBytes)
        if case .parked = try apply(envelope, next.wireBytes, in: tx, &moment) { return }
      // Overtook, or was dropped: its place is passed.
      case .done, .dropped, .cancelled: try pass(next, tx, &moment)
      case .parked: return
      }
    }
  }

  private func apply(
    _ envelope: Envelope, _ wireBytes: [UInt8], overtakes: Bool = false, in tx: any DeskTransaction,
    _ moment: inout Moment
  ) throws -> Acknowledgement.Outcome {
    let (reception, ticket) = try MessageReception(envelope, partnership: partnership, overtakes: overtakes)
      .apply(in: tx, &moment)
    switch reception {
    case .applied, .void:
      try keep(envelope, wireBytes, as: .done, reason: nil, ticket: ticket, tx, &moment)
      return .applied
    case .parked(let reason):
      try keep(envelope, wireBytes, as: .parked, reason: reason, ticket: ticket, tx, &moment)
      return .parked(reason)
    }
  }

  private func keep(
    _ envelope: Envelope, _ wireBytes: [UInt8], as state: Delivery.State, reason: ParkReason?,
    ticket: TicketID? = nil, _ tx: any DeskTransaction, _ moment: inout Moment
  ) throws {
    if var known = try tx.delivery(.in, lane: id, epoch: envelope.epoch, seq: envelope.seq) {
      known.ticket = ticket ?? known.ticket
      known.state = state
      known.reason = reason
      known.finishedAt = state == .done ? moment.now : nil
      return try tx.update(known)
    }
    try tx.insert(
      Delivery(
        id: moment.newID(), direction: .in, partnership: partnership, lane: id, ticket: ticket, epoch: envelope.epoch,
        seq: envelope.seq, event: envelope.event, kind: envelope.message.kind, state: state, reason: reason,
        createdAt: moment.now, finishedAt: state == .done ? moment.now : nil, wireBytes: wireBytes))
  }

  private func state(_ tx: any DeskReader) throws -> Lane {
    switch id {
    case .handoff(let handoff): try tx.handoff(handoff)?.lane ?? Lane()
    case .partnership(let partnership): try tx.partnership(partnership)?.lane ?? Lane()
    }
  }

  private func pass(_ record: Delivery, _ tx: any DeskTransaction, _ moment: inout Moment) throws {
    switch id {
    case .handoff(let handoff):
      guard var known = try tx.handoff(handoff) else { return }
      known.pass(epoch: record.epoch, seq: record.seq)
      try tx.put(known)
    case .partnership(let partnership):
      guard var known = try tx.lock(partnership) else { return }
      known.pass(epoch: record.epoch, seq: record.seq)
      try tx.put(known)
    }
  }
}
