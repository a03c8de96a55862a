import Federation
import Storage
import Ticketing

/// What cannot be applied stands where it came, for everybody to see; it changes nothing, and nothing behind it goes on.
extension World {
  /// - Parameter earlier: the handoff as the receiver had it before the message came; nil where it had none.
  func checkStandstill(_ envelope: Envelope, at desk: Int, earlier: Handoff?) throws {
    let sender = peer(of: envelope.partnership, than: desk)
    let said = Place(desk: sender, lane: envelope.lane, epoch: envelope.epoch, seq: envelope.seq)
    guard let spoken = mistakes.spoken[said], try envelope == read(spoken.wireBytes), let earlier,
      let handoff = desks[desk].seen[earlier.id]
    else { return }
    chronicle.check(.visible)
    let what = "\(name(desk)) was told \(envelope.brief), \(spoken.mistake),"
    let (store, tenant, ticket) = (hubs[desks[desk].hub].store, desks[desk].tenant, handoff.ticket)
    let (record, events) = try loop.run {
      try await store.desks.read(in: tenant) { tx in
        (
          try tx.delivery(.in, lane: envelope.lane, epoch: envelope.epoch, seq: envelope.seq),
          try tx.timeline(of: ticket, afterSeq: 0, limit: 1_000).map(\.event)
        )
      }
    }.get()
    guard let record else {
      // An epoch of the other desk's that is over leaves nothing to be seen.
      guard handoff.lane.peerEpoch == envelope.epoch, handoff.lane.applied < envelope.seq else { return }
      throw Breach(.visible, "\(what) and it has vanished")
    }
    switch record.state {
    case .done:
      let isOvertaken =
        envelope.turn < handoff.turn || handoff.state != .accepted || earlier.state != .accepted
        || earlier.lane.recovery != nil
      guard !spoken.mistake.isForGood, isOvertaken else { throw Breach(.book, "\(what) and applied it") }
    case .parked:
      guard record.reason == spoken.mistake.reason else {
        throw Breach(.visible, "\(what) and parked it as \(record.reason?.rawValue ?? "nothing")")
      }
      guard events.contains(where: { $0.kind == .parked && $0.handoff == handoff.id }) else {
        throw Breach(.visible, "\(what) and its timeline does not say that it is parked")
      }
      if earlier.lane.applied + 1 == envelope.seq, handoff.state != earlier.state || handoff.turn != earlier.turn {
        throw Breach(.book, "\(what) and went from \(earlier.state) to \(handoff.state)")
      }
      let halt = Place(desk: desk, lane: envelope.lane, epoch: envelope.epoch, seq: envelope.seq)
      if spoken.mistake.isForGood, !mistakes.halts.contains(halt) { mistakes.halts.append(halt) }
      planMending(desk)
      try checkHalts(desk)
    case .waiting, .missing, .dropped, .cancelled: return
    }
  }

  /// Nothing has gone past what is parked for good but an end, which is the last of its lane.
  func checkHalts(_ desk: Int) throws {
    for halt in mistakes.halts where halt.desk == desk {
      guard case .handoff(let id) = halt.lane, let handoff = desks[desk].seen[id] else { continue }
      chronicle.check(.order)
      let lane = handoff.lane
      guard lane.peerEpoch == halt.epoch, lane.applied >= halt.seq else { continue }
      let last = Place(
        desk: peer(of: handoff.partnership, than: desk), lane: halt.lane, epoch: lane.peerEpoch, seq: lane.applied)
      guard sent[last]?.message.kind == .end else {
        throw Breach(.order, "\(name(desk)) is at \(lane.applied) of handoff \(id), and \(halt.seq) is parked")
      }
    }
  }
}
