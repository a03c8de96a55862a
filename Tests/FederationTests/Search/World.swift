import Federation
import Ticketing

/// How far a search goes.
struct SearchBounds: Sendable {
  /// Handoffs that are alive at once: open at a desk, or with messages on their way.
  var handoffs = 2
  /// Messages of one lane on their way before nobody sets a status or writes to add to them.
  var words = 2
  /// Messages of one lane on their way before nobody does anything but receive.
  var messages = 4
  /// The statuses that people set by hand.
  var statuses: [StatusCategory] = []
  /// Whether the requester writes to the first desk.
  var replies = false
  /// Whether completions confirm themselves.
  var confirmsByItself = false
  /// The partnerships that may end, by the desk above: 0 for the first.
  var ends: Set<Int> = []
  /// Whether a desk that ends a partnership may keep a copy.
  var keepsCopies = false
  /// Whether a desk may take up again for itself what was declined, returned or taken from it.
  var reopens = false
  /// The desks that go back to an earlier moment, each once.
  var restores: Set<Who> = []
  /// What desks do in all, beside receiving.
  var acts = Int.max
}

extension Bench {
  /// A handoff with both of its records, as a search looks at it.
  struct Pair {
    let id: HandoffID
    let upper: (spot: Spot, handoff: Handoff)
    let lower: (spot: Spot, handoff: Handoff)?

    var isOpen: Bool { upper.handoff.state.isOpen || lower?.handoff.state.isOpen == true }
  }

  /// All handoffs, in the order of their desks and then of their making.
  func pairs() -> [Pair] {
    var delegates: [(spot: Spot, handoff: Handoff)] = []
    for who in Who.allCases.prefix(places.count) {
      for (index, record) in self[who].tickets.enumerated() {
        for handoff in record.handoffs where handoff.side == .delegate {
          delegates.append((Spot(who: who, index: index), handoff))
        }
      }
    }
    var pairs: [Pair] = []
    for who in Who.allCases.prefix(places.count) {
      for (index, record) in self[who].tickets.enumerated() {
        for handoff in record.handoffs where handoff.side == .delegator {
          pairs.append(
            Pair(
              id: handoff.id, upper: (Spot(who: who, index: index), handoff),
              lower: delegates.first { $0.handoff.id == handoff.id }))
        }
      }
    }
    return pairs
  }

  func isAlive(_ pair: Pair) -> Bool {
    pair.isOpen || post.queues.contains { $0.lane == .handoff(pair.id) }
  }

  /// What makes two moments of a search alike: all that a desk's later decisions depend on. Times and ids are left out,
  /// turns are told as their distance from the delegator's, so that the search needs no bound on them, and a handoff that
  /// is over at both desks, with nothing on its way, is forgotten.
  func fingerprint() -> [UInt8] {
    var print = Fingerprint()
    for place in places {
      for partnership in place.partnerships { print.put(partnership.phase) }
    }
    let pairs = pairs().filter { keepsBooks || isAlive($0) }
    for place in places.indices { put(tickets(at: place, in: pairs), &print) }
    for pair in pairs { put(pair, &print) }
    for queue in post.queues where !queue.lane.isHandoff {
      print.put(queue.to.rawValue)
      for message in queue.messages { print.put(message.message.kind) }
    }
    if keepsBooks { putBooks(&print) }
    return print.bytes
  }

  private func put(_ records: [(Int, Record)], _ print: inout Fingerprint) {
    print.separate()
    for (index, record) in records {
      print.put(index)
      print.put(record.ticket.status.category)
      print.put(record.bond.rawValue)
    }
  }

  /// The first ticket, and those that a living handoff ties to a desk.
  private func tickets(at place: Int, in pairs: [Pair]) -> [(Int, Record)] {
    places[place].tickets.enumerated().filter { index, record in
      (place == 0 && index == 0)
        || pairs.contains { pair in
          [pair.upper.spot, pair.lower?.spot].contains(Spot(who: Who.allCases[place], index: index))
        }
    }.enumerated().map { ($0.offset, $0.element.element) }
  }

  private func put(_ pair: Pair, _ print: inout Fingerprint) {
    let turn = pair.upper.handoff.turn.number
    let replied = pair.upper.handoff.replySeq
    print.separate()
    print.put(pair.upper.spot.who.rawValue)
    print.put(pair.upper.handoff.state)
    print.put(pair.upper.handoff.partnerStatus?.category)
    if let lower = pair.lower?.handoff {
      print.put(lower.state)
      print.put(lower.turn.number - turn)
      print.put(lower.toldStatus?.category)
      print.put(lower.lane.applied < replied ? 1 : 0)
    }
    for side in [pair.upper.spot.who.rawValue, pair.upper.spot.who.rawValue + 1] {
      print.separate()
      for envelope in post.queue(to: Who.allCases[side], .handoff(pair.id)) {
        print.put(envelope.message.kind)
        print.put(envelope.turn.number - turn)
        switch envelope.message {
        case .status(let report):
          print.put(report.category)
          print.put(envelope.seen < replied ? 1 : 0)
        case .end(let ending): print.put(ending.outcome)
        default: break
        }
      }
    }
  }
}

/// Bytes that stand for a moment of a search.
struct Fingerprint {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ number: Int) { bytes.append(UInt8(truncatingIfNeeded: number)) }

  mutating func put<Word: CaseIterable & Equatable>(_ word: Word?) {
    bytes.append(word.flatMap { Word.allCases.firstIndex(of: $0) as? Int }.map { UInt8($0) } ?? 99)
  }

  mutating func separate() { bytes.append(0xFE) }
}

extension LaneID {
  var isHandoff: Bool {
    switch self {
    case .handoff: true
    case .partnership, .outside: false
    }
  }
}
