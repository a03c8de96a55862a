import Federation
import Testing
import Ticketing

@Suite("What a handoff's moves come to")
struct MoveHistoryTests {
  /// All that two desks say to one another.
  private struct Said {
    var bench = Bench(desks: 2)
    var down: [Envelope] = []
    var up: [Envelope] = []

    mutating func carry() {
      down += bench.messages(to: .fieldworks)
      up += bench.messages(to: .acme)
      bench.deliverAll()
    }

    /// Offered, accepted and completed.
    mutating func complete() throws -> HandoffID {
      bench.open(.acme)
      let id = try bench.offer(.acme, to: .fieldworks)
      carry()
      try bench.accept(id)
      carry()
      try bench.complete(id)
      carry()
      return id
    }
  }

  @Test("is the state in which both desks have it, with the message that decided it")
  func states() throws {
    var said = Said()
    let id = try said.complete()
    var history = try #require(MoveHistory(down: said.down, up: said.up))
    #expect(history.state == .completed)
    #expect(history.decider.message.kind == .complete)
    try said.bench.rework(id)
    said.carry()
    history = try #require(MoveHistory(down: said.down, up: said.up))
    #expect(history.state == .accepted)
    #expect(history.turn == (try said.bench.handoff(id, .delegate).turn))
    #expect(history.decider.message.kind == .rework)
  }

  @Test("lets the delegator's newer turn win over what the delegate did at an older one")
  func crossed() throws {
    var said = Said()
    said.bench.open(.acme)
    let id = try said.bench.offer(.acme, to: .fieldworks)
    said.carry()
    try said.bench.accept(id)
    try said.bench.withdraw(id)
    said.carry()
    let history = try #require(MoveHistory(down: said.down, up: said.up))
    #expect(history.state == .withdrawn)
    #expect(said.up.contains { $0.message.kind == .accept })
  }

  @Test("is not known without the offer, or where something else than a move has ended the handoff")
  func unknown() throws {
    var said = Said()
    _ = try said.complete()
    #expect(MoveHistory(down: said.down.filter { $0.message.kind != .offer }, up: said.up) == nil)
    try said.bench.end(.acme, with: .fieldworks)
    said.carry()
    #expect(said.down.contains { $0.message.kind == .end })
    #expect(MoveHistory(down: said.down, up: said.up) == nil)
  }
}
