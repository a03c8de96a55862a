import Federation
import Relay
import Storage
import Ticketing

/// Desks whose programs are wrong.
extension World {
  /// What goes on the wire: a desk that was mistaken about a message once is so each time.
  func misspeak(_ consignment: Consignment, _ envelope: Envelope, from desk: Int) throws -> Consignment {
    // What a desk that was put back is reminded of is what it said, and not what its program made of it.
    guard scenario.kinds.contains(.poison), !scenario.goesBack, envelope.message.kind.isTalk,
      let id = envelope.handoff
    else {
      return consignment
    }
    let place = Place(desk: desk, lane: envelope.lane, epoch: envelope.epoch, seq: envelope.seq)
    if mistakes.spoken[place] == nil, brought[place] == 1, phase == .working,
      mistakes.spoken.count < Mistakes.most, mistakes.chance.happens(Mistakes.share),
      let mistake = mistakes.chance.pick(Mistake.allCases), let handoff = desks[desk].seen[id], mistake.fits(handoff),
      mistake != .again || hasAccepted(before: place)
    {
      let wireBytes = try mistake.spoken(for: envelope).wireBytes()
      mistakes.spoken[place] = Mistakes.Spoken(mistake: mistake, wireBytes: wireBytes)
      // What its people meant never comes.
      dropped.formUnion(envelope.said)
      chronicle.strike(.poison, at: .received, now, "\(name(desk)) says \(mistake) for \(envelope.brief)")
    }
    guard let spoken = mistakes.spoken[place] else { return consignment }
    return Consignment(
      from: consignment.sender, to: consignment.receiver, spoken.wireBytes, files: consignment.files)
  }

  /// Whether the desk's acceptance goes before a place in its lane.
  private func hasAccepted(before place: Place) -> Bool {
    (1..<max(1, place.seq)).contains { seq in
      sent[Place(desk: place.desk, lane: place.lane, epoch: place.epoch, seq: seq)]?.message.kind == .accept
    }
  }

  /// The mistake that stands at a place of a partner's lane; nil where the partner said what it meant.
  func mistake(in record: Delivery, at desk: Int) -> Mistake? {
    guard record.direction == .in else { return nil }
    let place = Place(
      desk: peer(of: record.partnership, than: desk), lane: record.lane, epoch: record.epoch, seq: record.seq)
    return mistakes.spoken[place].flatMap { $0.wireBytes == record.wireBytes ? $0.mistake : nil }
  }
}
