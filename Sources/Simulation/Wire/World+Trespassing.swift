import DeskActions
import Federation
import Relay
import Ticketing

extension World {
  /// A partner speaks of a ticket that only another partner has to do with: nobody takes it. It happens beside the world, by
  /// chance, ids and a storage of its own that never fails, so that the world is the same without it.
  func trespass(_ transit: Transit, _ envelope: Envelope, at desk: Int) throws {
    guard phase == .working, trespassing.happens(scenario.share(of: .stranger)),
      let known = trespassing.pick(others(than: envelope.partnership, at: desk))
    else { return }
    let hub = hubs[transit.to]
    let time = hub.clocks[0].now
    var moment = Moment(now: time, seed: trespassing.next())
    let forged = Envelope(
      partnership: envelope.partnership, handoff: known.id, direction: known.side == .delegate ? .down : .up,
      epoch: known.lane.peerEpoch, seq: known.lane.applied + 1, event: moment.newID(), cause: nil, hops: 1,
      turn: known.turn, seen: known.lane.sent, seenEpoch: known.lane.epoch, author: envelope.author, at: envelope.at,
      message: known.side == .delegate ? .recall(Reason("it is ours")) : .return(Reason("it is ours")))
    chronicle.strike(.stranger, at: .received, now, forged.brief)
    let calm = FrailStore(store: hub.store, fate: Fate(Chance(seed: 0), crashes: 0, busy: 0))
    let seed = trespassing.next()
    let carriage = HubCarriage(storage: calm, blobs: blobs, now: { time }, seed: { seed })
    let partner = transit.consignment.sender
    // In no life of its that is over: that would be told from what it says now.
    let sender = Sender(
      tenant: partner.tenant, name: partner.name, federationID: partner.federationID, epoch: Int.max)
    let consignment = Consignment(from: sender, to: transit.consignment.receiver, try forged.wireBytes())
    let before = try digest(of: desk)
    let result = loop.run { try await carriage.bring(consignment) }
    chronicle.check(.stranger)
    guard case .success(let answer) = result, case .refused = answer.outcome, try digest(of: desk) == before else {
      throw Breach(
        .stranger,
        "\(name(desk)) took \(forged.brief) from \(transit.consignment.sender.name), who has no part in it: \(result.brief)"
      )
    }
  }

  private func others(than partnership: PartnershipID, at desk: Int) -> [Handoff] {
    let phases = desks[desk].phases
    guard phases[partnership] == .joined else { return [] }
    return desks[desk].handoffs.compactMap { desks[desk].seen[$0] }
      .filter { $0.partnership != partnership && phases[$0.partnership] == .joined }
  }
}
