import Federation
import Storage
import Ticketing

/// What a desk that was put back hears of its own.
extension World {
  /// The messages that the desk has remembered since the world last looked, in their order. Each is one that it had sent.
  func relived(_ news: DeskNews, at desk: Int) throws -> [HandoffID: [Envelope]] {
    var relived: [HandoffID: [Envelope]] = [:]
    for handoff in news.handoffs {
      guard let deliveries = news.remembered[handoff.id] else { continue }
      let known = desks[desk].remembered[handoff.id]
      for delivery in deliveries {
        let place = Place(desk: desk, lane: delivery.lane, epoch: delivery.epoch, seq: delivery.seq)
        guard let known, !known.contains(delivery.id) else { continue }
        chronicle.check(.durable)
        let envelope = try read(delivery.wireBytes)
        // What people gave up since it was put on its way is remembered as the empty place that it left.
        guard let said = sent[place], said == envelope || envelope.message.kind == .tombstone else {
          throw Breach(.durable, "\(name(desk)) remembers \(envelope.brief), which it never said")
        }
        relived[handoff.id, default: []].append(envelope)
      }
      desks[desk].remembered[handoff.id] = (known ?? []).union(deliveries.map(\.id))
    }
    return relived
  }

  /// What was passed on from another desk of the chain is that desk's still.
  static func relivedWords(in envelope: Envelope, on ticket: TicketID, by id: HandoffID) -> [Word] {
    words(in: envelope, on: ticket, by: id, holds: false).map { word in
      var word = word.passed(envelope.hops)
      word.isRelived = true
      word.isPartners = envelope.cause != nil
      return word
    }
  }
}
