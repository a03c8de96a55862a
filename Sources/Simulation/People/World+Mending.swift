import DeskActions
import Federation
import Storage
import Ticketing

/// People look after what is parked: they try it again, or give it up, and it has to become what they were told.
extension World {
  /// Somebody looks after what cannot be applied: tries it again, gives it up.
  func mend(_ desk: Int) throws {
    guard phase == .working else { return }
    let mistaken = try deliveries(at: desk, .parked).filter { mistake(in: $0, at: desk) != nil }
    for record in mistaken {
      if mistakes.chance.happens(0.5) { try retry(record, at: desk) } else { try drop(record, at: desk) }
    }
    // What stood behind may be a mistake as well.
    if !mistaken.isEmpty { planMending(desk) }
  }

  func planMending(_ desk: Int) {
    heap.plan(.mending(desk: desk), at: now + mistakes.chance.span(upTo: scenario.pause * scenario.deeds))
  }

  /// - Returns: what has become of it; nil where nothing was kept.
  @discardableResult
  func retry(_ record: Delivery, at desk: Int) throws -> Delivery? {
    let retried = try act(desk, RetryDelivery(record.id), "tries a \(record.kind.rawValue) again")
    guard let retried, let mistake = mistake(in: record, at: desk), mistake.isForGood else { return retried }
    chronicle.check(.visible)
    guard retried.state == .parked, retried.reason == mistake.reason else {
      throw Breach(.visible, "\(name(desk)) tried \(mistake) again, and has it as \(retried.state.rawValue)")
    }
    return retried
  }

  /// Gives a message up: what is here is passed over, what was to leave is a tombstone from now on.
  func drop(_ record: Delivery, at desk: Int) throws {
    let halts = mistakes.halts
    mistakes.halts.removeAll {
      $0 == Place(desk: desk, lane: record.lane, epoch: record.epoch, seq: record.seq)
    }
    guard let dropped = try act(desk, DropDelivery(record.id), "drops a \(record.kind.rawValue)") else {
      mistakes.halts = halts
      return
    }
    self.dropped.formUnion(try saidIn(record))
    chronicle.check(.visible)
    let isGone =
      switch record.direction {
      case .in: dropped.state == .dropped && dropped.finishedAt != nil
      case .out: dropped.state == .waiting && dropped.kind == .tombstone
      }
    guard isGone else {
      throw Breach(
        .visible,
        "\(name(desk)) dropped a \(record.kind.rawValue), and has a \(dropped.kind.rawValue) \(dropped.state.rawValue)")
    }
  }

  /// The pieces of conversation that a message is about; none where nothing came.
  private func saidIn(_ record: Delivery) throws -> [EventID] {
    record.wireBytes.isEmpty ? [] : try read(record.wireBytes).said
  }
}

extension Envelope {
  /// The piece of conversation that it is about.
  var said: [EventID] {
    switch message {
    case .comment(let copy): [copy.event]
    case .file(let copy): [copy.event]
    case .edit(let edit): [edit.event]
    case .retract(let retraction): [retraction.event]
    case .offer, .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .priority,
      .deadlines, .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync,
      .resynced, .remind, .forgotten:
      []
    }
  }
}
