import Federation
import Mutants
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
    try MessageReception.ask(about: id, in: tx, &moment)
    if let kept = try tx.delivery(.in, lane: id, epoch: envelope.epoch, seq: envelope.seq),
      !kept.state.isAwaited, !Mutant.duplicateIsApplied.isOn
    {
      return Acknowledgement(.duplicate)
    }
    if Mutant.acknowledgedUnkept.isOn, envelope.seq % 7 == 0 { return Acknowledgement(.applied) }
    var lane = try state(tx)
    var arrival = lane.arrival(epoch: envelope.epoch, seq: envelope.seq)
    if arrival == .duplicate { return Acknowledgement(.duplicate) }
    switch envelope.message {
    case .resync(let resync): return try answer(resync, envelope, wireBytes, lane, in: tx, &moment)
    case .resynced(let answer):
      let kept = lane.successors.isEmpty ? [] : try all(.in, after: lane.heard, tx).filter { $0.state != .missing }
      try MessageReception(envelope, partnership: partnership).hearAnswer(
        answer, kept: kept.map { Place(epoch: $0.epoch, seq: $0.seq) }, in: tx, &moment)
      lane = try state(tx)
      arrival = lane.arrival(epoch: envelope.epoch, seq: envelope.seq)
    case .forgotten:
      return Acknowledgement(try hearForgotten(envelope, wireBytes, in: tx, &moment))
    default: break
    }
    switch arrival {
    case .duplicate: return Acknowledgement(.duplicate)
    case .next where lane.recovery != .asked:
      let outcome = try apply(envelope, wireBytes, in: tx, &moment)
      try drain(tx, &moment)
      return Acknowledgement(outcome)
    case .next: return try keep(envelope, wireBytes, behind: lane.heard.next, in: tx, &moment)
    case .gap(let expected):
      return try receive(envelope, wireBytes, behind: expected, lane, in: tx, &moment)
    }
  }

  /// The other desk was restored from a backup and asks: nothing that is parked or missing here keeps it waiting, or two
  /// desks that were both restored would wait for one another.
  private func answer(
    _ resync: Resync, _ envelope: Envelope, _ wireBytes: [UInt8], _ lane: Lane, in tx: any DeskTransaction,
    _ moment: inout Moment
  ) throws -> Acknowledgement {
    guard try isKnown(tx) else { return Acknowledgement(.notYet, needs: Place.start.next) }
    var lane = lane
    if !lane.knows(resync), let beginning = try laterBeginning(lane, tx) {
      // What began the lane is here, and waits.
      try pass(epoch: beginning.epoch, seq: beginning.seq - 1, tx)
      lane = try state(tx)
    }
    guard lane.knows(resync) else { return Acknowledgement(.notYet, needs: lane.heard.next) }
    let kept = try all(.in, after: resync.former, tx).filter { $0.epoch < envelope.epoch && $0.state != .missing }
    try MessageReception(envelope, partnership: partnership).answer(resync, kept: kept, in: tx, &moment)
    // Its own answer to this desk, that it has forgotten, with what it has forgotten: it answers anew, with what it has.
    for answer in kept where answer.state == .waiting && (answer.kind == .remind || answer.kind == .resynced) {
      try end(answer, tx, moment)
    }
    try keep(envelope, wireBytes, as: .done, reason: nil, ticket: try id.ticket(in: tx), tx, &moment)
    try drain(tx, &moment)
    let place = try state(tx).heard
    return Acknowledgement(
      .applied, needs: place.epoch < envelope.epoch ? try firstMissing(from: place.next, before: envelope, tx) : nil)
  }

  private func receive(
    _ envelope: Envelope, _ wireBytes: [UInt8], behind expected: Place, _ lane: Lane,
    in tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> Acknowledgement {
    let missing = try firstMissing(from: expected, before: envelope, tx)
    // End beats everything; withdraw and recall overtake what is parked, not what is missing.
    if lane.recovery != .asked,
      try beatsEverything(envelope, tx)
        || (envelope.message.overtakes && (missing == nil || Mutant.overtakesWhatIsMissing.isOn))
    {
      // It is the last message of its lane: what is missing will not come, and what did come is heard before it, but for what
      // stands behind a parked one: that it overtakes.
      if missing != nil { try giveUp(before: envelope.seq, epoch: envelope.epoch, tx, &moment) }
      let isNext = try state(tx).heard.next == Place(epoch: envelope.epoch, seq: envelope.seq)
      let outcome = try apply(envelope, wireBytes, overtakes: !isNext, in: tx, &moment)
      try drain(tx, &moment)
      return Acknowledgement(outcome)
    }
    return try keep(envelope, wireBytes, behind: expected, in: tx, &moment)
  }

  /// The other desk was restored, and has nothing of the handoff: what came of it is heard before it is settled.
  private func hearForgotten(
    _ envelope: Envelope, _ wireBytes: [UInt8], in tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> Acknowledgement.Outcome {
    if case .handoff(let handoff) = id, let ticket = try id.ticket(in: tx), var locked = try tx.lock(ticket) {
      let kept = try all(.in, after: try state(tx).heard, tx).last { $0.state != .missing && $0.epoch < envelope.epoch }
      locked.chained.prepareToBeForgotten(
        by: envelope, over: handoff, kept: kept.map { Place(epoch: $0.epoch, seq: $0.seq) })
      try tx.save(locked, &moment)
      try drain(tx, &moment)
    }
    return try apply(envelope, wireBytes, overtakes: true, in: tx, &moment)
  }

  /// An end that a restored desk hears of what it has forgotten stands behind the offer, which comes again.
  private func beatsEverything(_ envelope: Envelope, _ tx: any DeskReader) throws -> Bool {
    guard envelope.message.kind == .end else { return false }
    return try isKnown(tx) || tx.existingDesk().restoredAt == nil
  }

  private func keep(
    _ envelope: Envelope, _ wireBytes: [UInt8], behind expected: Place, in tx: any DeskTransaction,
    _ moment: inout Moment
  ) throws -> Acknowledgement {
    let missing = try firstMissing(from: expected, before: envelope, tx)
    try keep(envelope, wireBytes, as: .waiting, reason: missing == nil ? .behind : nil, tx, &moment)
    if let missing { try mark(missing, tx, &moment) }
    // The answer itself lets go on what waited for it.
    if envelope.message.kind == .resynced {
      try drain(tx, &moment)
      try giveUpBeforeEnd(tx, &moment)
    }
    return Acknowledgement(.kept, needs: Mutant.gapIsNotTold.isOn ? nil : missing)
  }

  /// The first place that lacks a message which the other desk has, before one that is here.
  private func firstMissing(from expected: Place, before envelope: Envelope, _ tx: any DeskReader) throws -> Place? {
    var from = expected
    if expected.epoch < envelope.epoch {
      let promised = try state(tx).successors.first?.promised ?? 0
      if let missing = try firstMissing(from: expected, to: promised + 1, tx) { return missing }
      from = Place(epoch: envelope.epoch, seq: 1)
    }
    return try firstMissing(from: from, to: envelope.seq, tx)
  }

  private func firstMissing(from place: Place, to end: Int, _ tx: any DeskReader) throws -> Place? {
    for seq in place.seq..<max(place.seq, end) {
      let kept = try tx.delivery(.in, lane: id, epoch: place.epoch, seq: seq)
      if kept == nil || kept?.state == .missing { return Place(epoch: place.epoch, seq: seq) }
    }
    return nil
  }

  /// Shows the first place that a message waits for, so that a person can give it up should nothing ever come.
  private func mark(_ place: Place, _ tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard try tx.delivery(.in, lane: id, epoch: place.epoch, seq: place.seq) == nil else { return }
    try tx.insert(
      Delivery(
        id: moment.newID(), direction: .in, partnership: partnership, lane: id, ticket: try id.ticket(in: tx),
        epoch: place.epoch, seq: place.seq, event: moment.newID(), kind: .tombstone, state: .missing,
        createdAt: moment.now, wireBytes: []))
  }

  /// Applies a parked message again.
  func retry(_ record: Delivery, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    _ = try apply(try Envelope(wireBytes: record.wireBytes), record.wireBytes, in: tx, &moment)
    try drain(tx, &moment)
    try giveUpBeforeEnd(tx, &moment)
  }

  /// Passes over a message that is parked, that waits, or that never came, and lets what is behind it go on.
  ///
  /// What is missing before a message that waits is given up with it; what came in between is applied, in order.
  func drop(_ record: Delivery, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    try end(record, tx, moment)
    switch record.state {
    case .parked: try pass(epoch: record.epoch, seq: record.seq, tx)
    case .waiting: try giveUp(before: record.seq, epoch: record.epoch, tx, &moment)
    case .missing:
      let next = try tx.arrived(lane: id, epoch: record.epoch, behind: record.seq)
      try giveUp(before: next?.seq ?? record.seq + 1, epoch: record.epoch, tx, &moment)
    case .done, .cancelled, .dropped: break
    }
    try drain(tx, &moment)
    try giveUpBeforeEnd(tx, &moment)
  }

  /// Passes over the places before one for which nothing came, those of epochs that are over included; what is parked
  /// before it holds the lane as ever.
  private func giveUp(
    before seq: Int, epoch: Int, _ tx: any DeskTransaction, _ moment: inout Moment
  ) throws {
    while true {
      try drain(tx, &moment)
      let lane = try state(tx)
      let former = lane.successors.first.flatMap { $0.epoch <= epoch ? $0.after + 1 : nil }
      let (epoch, seq) = former.map { (lane.peerEpoch, $0) } ?? (epoch, seq)
      let applied = lane.peerEpoch < epoch ? 0 : lane.applied
      guard lane.peerEpoch <= epoch, applied + 1 < seq else { return }
      if let kept = try tx.delivery(.in, lane: id, epoch: epoch, seq: applied + 1) {
        guard kept.state == .missing || kept.state == .dropped else { return }
        if kept.state == .missing { try end(kept, tx, moment) }
      }
      let next = try tx.arrived(lane: id, epoch: epoch, behind: applied + 1)?.seq ?? seq
      try pass(epoch: epoch, seq: min(next, seq) - 1, tx)
      // A handoff that this desk has no offer of has no place to move on to.
      guard try state(tx) != lane else { return }
    }
  }

  /// An end that was kept while this desk asked what it had forgotten, or that has overtaken a parked message, beats what is
  /// missing before it now.
  private func giveUpBeforeEnd(_ tx: any DeskTransaction, _ moment: inout Moment) throws {
    let lane = try state(tx)
    guard lane.recovery != .asked,
      let end = try all(.in, after: lane.heard, tx).first(where: {
        $0.kind == .end && ($0.state == .waiting || $0.state == .done)
      })
    else { return }
    try giveUp(before: end.seq, epoch: end.epoch, tx, &moment)
  }

  private func end(_ record: Delivery, _ tx: any DeskTransaction, _ moment: Moment) throws {
    var dropped = record
    dropped.state = .dropped
    dropped.finishedAt = moment.now
    try tx.update(dropped)
  }

  /// Applies what waited for the message that has just passed.
  private func drain(_ tx: any DeskTransaction, _ moment: inout Moment) throws {
    if Mutant.drainIsForgotten.isOn { return }
    var lane = try state(tx)
    var place = lane.heard.next
    var memory: Memory?
    while lane.recovery != .asked {
      let next = try tx.delivery(.in, lane: id, epoch: place.epoch, seq: place.seq)
      switch next?.state {
      case .waiting:
        guard let next else { return }
        let envelope = try Envelope(wireBytes: next.wireBytes)
        if memory == nil, lane.recovery == .answered { memory = try Memory(of: self, tx) }
        try memory?.relive(before: place, in: tx, &moment)
        if case .parked = try apply(envelope, next.wireBytes, in: tx, &moment) { return }
      // Overtook, or was dropped: its place is passed.
      case .done, .dropped, .cancelled: try pass(epoch: place.epoch, seq: place.seq, tx)
      case .parked where Mutant.parkedIsPassed.isOn: try pass(epoch: place.epoch, seq: place.seq, tx)
      case .parked: return
      case .missing, nil:
        if let beginning = try laterBeginning(lane, tx), place < beginning {
          place = beginning
          continue
        }
        guard try passForgotten(place, next, lane, tx, moment) else { return }
      }
      lane = try state(tx)
      place = max(lane.heard, place).next
    }
  }

  /// Where the lane begins that a desk made which had been restored from a backup before: in its new epoch.
  private func laterBeginning(_ lane: Lane, _ tx: any DeskReader) throws -> Place? {
    guard lane.applied == 0, lane.successors.isEmpty,
      let first = try tx.deliveries(.in, of: id, after: lane.heard, limit: 1).first, first.epoch > lane.peerEpoch,
      first.seq == 1
    else { return nil }
    return Place(epoch: first.epoch, seq: 1)
  }

  /// Passes over places of which the other desk, restored from a backup, has forgotten what stood there.
  private func passForgotten(
    _ place: Place, _ kept: Delivery?, _ lane: Lane, _ tx: any DeskTransaction, _ moment: Moment
  ) throws -> Bool {
    guard let succession = lane.successors.first, place.seq > succession.promised,
      place.seq <= succession.after
    else { return false }
    if let kept { try end(kept, tx, moment) }
    let next = try tx.arrived(lane: id, epoch: place.epoch, behind: place.seq)?.seq ?? Int.max
    try pass(epoch: place.epoch, seq: min(next - 1, succession.after), tx)
    return true
  }

  private func apply(
    _ envelope: Envelope, _ wireBytes: [UInt8], overtakes: Bool = false, in tx: any DeskTransaction,
    _ moment: inout Moment
  ) throws -> Acknowledgement.Outcome {
    if case .remind(let reminder) = envelope.message {
      try recover(reminder, in: tx, &moment)
    }
    let (reception, ticket) = try MessageReception(envelope, partnership: partnership, overtakes: overtakes)
      .apply(in: tx, &moment)
    switch reception {
    case .applied, .void:
      try keep(envelope, wireBytes, as: .done, reason: nil, ticket: ticket, tx, &moment)
      return .applied
    case .parked(let reason):
      if Mutant.parkedIsNotKept.isOn { return .applied }
      try keep(envelope, wireBytes, as: .parked, reason: reason, ticket: ticket, tx, &moment)
      return .parked(reason)
    }
  }

  private func keep(
    _ envelope: Envelope, _ wireBytes: [UInt8], as state: Delivery.State, reason: ParkReason?,
    ticket: TicketID? = nil, _ tx: any DeskTransaction, _ moment: inout Moment
  ) throws {
    let finishedAt = state == .done ? moment.now : nil
    let place = try tx.delivery(.in, lane: id, epoch: envelope.epoch, seq: envelope.seq)
    if var known = place, known.state != .missing {
      known.ticket = ticket ?? known.ticket
      known.state = state
      known.reason = reason
      known.finishedAt = finishedAt
      return try tx.update(known)
    }
    let record = Delivery(
      id: place?.id ?? moment.newID(), direction: .in, partnership: partnership, lane: id,
      ticket: ticket ?? place?.ticket, epoch: envelope.epoch, seq: envelope.seq, event: envelope.event,
      kind: envelope.message.kind, state: state, reason: reason, createdAt: place?.createdAt ?? moment.now,
      finishedAt: finishedAt, wireBytes: wireBytes)
    if place == nil { try tx.insert(record) } else { try tx.update(record) }
  }

  /// Takes back what this desk had said; a message that cannot be read was none of its own.
  func recover(_ reminder: Reminder, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard let own = try? reminder.envelope, own.lane == id else { return }
    try MessageReception(own, partnership: partnership).recover(Array(reminder.wire), in: tx, &moment)
  }

  /// All of the lane's messages from behind a place on.
  func all(_ direction: Delivery.Direction, after start: Place, _ tx: any DeskReader) throws -> [Delivery] {
    var (all, place) = ([Delivery](), start)
    while true {
      let page = try tx.deliveries(direction, of: id, after: place, limit: 500)
      all += page
      guard let last = page.last, page.count == 500 else { return all }
      place = Place(epoch: last.epoch, seq: last.seq)
    }
  }

  private func isKnown(_ tx: any DeskReader) throws -> Bool {
    switch id {
    case .handoff(let handoff): try tx.handoff(handoff) != nil
    case .partnership(let partnership): try tx.partnership(partnership) != nil
    case .outside: false
    }
  }

  func state(_ tx: any DeskReader) throws -> Lane {
    switch id {
    case .handoff(let handoff): try tx.handoff(handoff)?.lane ?? Lane()
    case .partnership(let partnership): try tx.partnership(partnership)?.lane ?? Lane()
    case .outside: Lane()
    }
  }

  private func pass(epoch: Int, seq: Int, _ tx: any DeskTransaction) throws {
    switch id {
    case .handoff(let handoff):
      guard var known = try tx.handoff(handoff) else { return }
      known.pass(epoch: epoch, seq: seq)
      try tx.put(known)
    case .partnership(let partnership):
      guard var known = try tx.lock(partnership) else { return }
      known.pass(epoch: epoch, seq: seq)
      try tx.put(known)
    case .outside: return
    }
  }
}

extension LaneID {
  /// The desk's own ticket that the lane's messages are about; nil for a partnership's own.
  func ticket(in tx: any DeskReader) throws -> TicketID? {
    switch self {
    case .handoff(let id): try tx.handoff(id)?.ticket
    case .partnership, .outside: nil
    }
  }
}

extension Delivery.State {
  /// Whether a message in this place is yet to be dealt with.
  fileprivate var isAwaited: Bool {
    switch self {
    case .waiting, .missing: true
    case .done, .parked, .cancelled, .dropped: false
    }
  }
}
