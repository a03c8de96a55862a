import Federation
import FoundationEssentials
import Ticketing

/// What a search with restores tells moments apart by, beside the rest: all that a desk has kept, and what it was copied as.
extension Bench {
  func putBooks(_ print: inout Fingerprint) {
    print.put(acts)
    let epochs = epochs()
    for who in Who.allCases.prefix(places.count) {
      print.separate()
      print.put(restored.contains(who) ? 1 : 0)
      put(self[who], epochs, &print)
      guard let memory = memories[who] else { continue }
      print.separate()
      put(memory, epochs, &print)
    }
    for queue in post.queues {
      print.separate()
      print.put(queue.to.rawValue)
      for envelope in queue.messages { put(envelope, epochs, &print) }
    }
  }

  /// The epochs that there are, to be told by their order: their numbers are times.
  private func epochs() -> [Int] { [1] + (1...3).map { Desk.epoch(restoredAt: now.addingTimeInterval(Double($0))) } }

  private func put(_ place: Place, _ epochs: [Int], _ print: inout Fingerprint) {
    for record in place.tickets {
      print.put(record.ticket.status.category)
      for handoff in record.handoffs {
        print.put(handoff.state)
        put(handoff.turn, epochs, &print)
        let lane = handoff.lane
        for number in [lane.sent, lane.applied, lane.former?.seq ?? -1, lane.successors.count] { print.put(number) }
        for epoch in [lane.epoch, lane.peerEpoch, lane.former?.epoch ?? 0] { put(epoch, epochs, &print) }
        print.put(lane.recovery)
        for lane in [place.book.sent, place.book.come] {
          print.separate()
          for entry in lane[.handoff(handoff.id)] ?? [] {
            put(entry.envelope, epochs, &print)
            print.put(entry.isDone ? 1 : 0)
          }
        }
      }
    }
  }

  private func put(_ envelope: Envelope, _ epochs: [Int], _ print: inout Fingerprint) {
    print.put(envelope.message.kind)
    put(envelope.epoch, epochs, &print)
    for number in [envelope.seq, envelope.seen] { print.put(number) }
    put(envelope.turn, epochs, &print)
    if case .status(let report) = envelope.message { print.put(report.category) }
  }

  private func put(_ turn: Turn, _ epochs: [Int], _ print: inout Fingerprint) {
    put(turn.epoch, epochs, &print)
    print.put(turn.number)
  }

  private func put(_ epoch: Int, _ epochs: [Int], _ print: inout Fingerprint) {
    print.put(epochs.firstIndex(of: epoch) ?? 99)
  }
}
