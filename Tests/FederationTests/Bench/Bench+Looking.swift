import Federation
import Testing
import Ticketing

extension Bench {
  /// The desk's last ticket, with what belongs to it.
  func record(_ who: Who) throws -> Record { self[try last(who)] }

  func ticket(_ who: Who) throws -> Ticket { try record(who).ticket }

  func category(_ who: Who) throws -> StatusCategory { try ticket(who).status.category }

  func chained(_ who: Who) throws -> ChainedTicket { load(try last(who)) }

  func handoff(_ id: HandoffID, _ side: Side) throws -> Handoff {
    let spot = try #require(self.spot(of: id, side))
    return try #require(self[spot].handoffs.first { $0.id == id })
  }

  /// What the handoff is at its delegator and at its delegate.
  func states(_ id: HandoffID) throws -> [HandoffState] {
    [try handoff(id, .delegator).state, try handoff(id, .delegate).state]
  }

  func events(_ who: Who, _ kind: Event.Kind) throws -> [Event] {
    try record(who).timeline.filter { $0.kind == kind }
  }

  /// What is on its way to a desk over handoffs, in words.
  func onTheWay(to who: Who) -> [Message.Kind] {
    post.queues.filter { $0.to == who }.flatMap(\.messages).map(\.message.kind)
  }

  func messages(to who: Who) -> [Envelope] { post.queues.filter { $0.to == who }.flatMap(\.messages) }
}
