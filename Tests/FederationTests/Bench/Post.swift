import Federation

/// The messages on their way, in order within each lane.
struct Post: Sendable {
  struct Queue: Sendable {
    let to: Who
    let lane: LaneID
    var messages: [Envelope]
  }

  private(set) var queues: [Queue] = []

  var isEmpty: Bool { queues.isEmpty }

  mutating func put(_ envelope: Envelope, to who: Who) {
    if let index = queues.firstIndex(where: { $0.to == who && $0.lane == envelope.lane }) {
      queues[index].messages.append(envelope)
    } else {
      queues.append(Queue(to: who, lane: envelope.lane, messages: [envelope]))
    }
  }

  /// Takes the next message of a lane out.
  mutating func take(_ index: Int) -> (to: Who, envelope: Envelope) {
    let envelope = queues[index].messages.removeFirst()
    let to = queues[index].to
    if queues[index].messages.isEmpty { queues.remove(at: index) }
    return (to, envelope)
  }

  /// Turns the messages of a lane round, as if they had been sent in that order.
  mutating func turnRound(_ index: Int) {
    let messages = queues[index].messages
    queues[index].messages = zip(messages.reversed(), messages.map(\.seq)).map { $0.with(seq: $1) }
  }

  /// Puts other messages in the place of those that are on their way.
  mutating func replace(_ messages: [Envelope], on lane: LaneID, to who: Who) {
    queues.removeAll { $0.to == who && $0.lane == lane }
    if !messages.isEmpty { queues.append(Queue(to: who, lane: lane, messages: messages)) }
  }

  func queue(to who: Who, _ lane: LaneID) -> [Envelope] {
    queues.first { $0.to == who && $0.lane == lane }?.messages ?? []
  }

  /// Cancels the last messages of a lane, which had not been sent yet: each leaves its number behind.
  mutating func silence(_ lane: LaneID, to who: Who, last count: Int) {
    guard let index = queues.firstIndex(where: { $0.to == who && $0.lane == lane }) else { return }
    let messages = queues[index].messages
    queues[index].messages =
      messages.dropLast(count) + messages.suffix(count).map(\.tombstone)
  }
}
