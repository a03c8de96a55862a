import Federation

/// What a desk keeps of each lane's messages: what it sent, and what came, in the order of their places.
struct Book: Sendable {
  struct Entry: Sendable {
    let envelope: Envelope
    /// Sent: acknowledged. Come: dealt with.
    var isDone: Bool
  }

  private(set) var sent: [LaneID: [Entry]] = [:]
  private(set) var come: [LaneID: [Entry]] = [:]

  mutating func send(_ envelope: Envelope, isDone: Bool = false) { Self.put(envelope, isDone, into: &sent) }
  mutating func keep(_ envelope: Envelope, isDone: Bool) { Self.put(envelope, isDone, into: &come) }

  private static func put(_ envelope: Envelope, _ isDone: Bool, into entries: inout [LaneID: [Entry]]) {
    var lane = entries[envelope.lane] ?? []
    if let index = lane.firstIndex(where: { $0.envelope.place == envelope.place }) {
      lane[index].isDone = isDone
    } else {
      lane.append(Entry(envelope: envelope, isDone: isDone))
      lane.sort { $0.envelope.place < $1.envelope.place }
    }
    entries[envelope.lane] = lane
  }

  mutating func acknowledge(_ envelope: Envelope) {
    guard let index = sent[envelope.lane]?.firstIndex(where: { $0.envelope.place == envelope.place }) else { return }
    sent[envelope.lane]?[index].isDone = true
  }

  /// Makes what was sent from a place on wait to be sent again.
  mutating func rewind(_ lane: LaneID, after place: Federation.Place) {
    for index in (sent[lane] ?? []).indices where sent[lane]?[index].envelope.place ?? place > place {
      sent[lane]?[index].isDone = false
    }
  }

  func unsent(_ lane: LaneID) -> [Envelope] { (sent[lane] ?? []).filter { !$0.isDone }.map(\.envelope) }

  func has(sent envelope: Envelope) -> Bool {
    sent[envelope.lane]?.contains { $0.envelope.place == envelope.place } ?? false
  }

  func unheard(_ lane: LaneID, after place: Federation.Place) -> [Federation.Place] {
    (come[lane] ?? []).map(\.envelope.place).filter { $0 > place }
  }

  func came(_ lane: LaneID, at place: Federation.Place) -> Entry? {
    come[lane]?.first { $0.envelope.place == place }
  }
}
