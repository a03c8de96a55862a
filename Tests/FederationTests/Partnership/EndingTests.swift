import Federation
import Testing
import Ticketing

@Suite("Ending a partnership")
struct EndingTests {
  @Test(
    "settles every open handoff, by who ended it",
    arguments: [
      (HandoffState.offered, Who.acme, HandoffState.withdrawn), (.offered, .fieldworks, .withdrawn),
      (.accepted, .acme, .recalled), (.accepted, .fieldworks, .returned),
      (.completed, .acme, .confirmed), (.completed, .fieldworks, .confirmed),
    ])
  func settles(state: HandoffState, ender: Who, outcome: HandoffState) throws {
    var (bench, id) = try RefusedMoveTests.bench(in: state)
    try bench.end(ender, with: ender == .acme ? .fieldworks : .acme)
    bench.deliverAll()
    #expect(try bench.states(id) == [outcome, outcome])
    #expect(try bench.category(.fieldworks) == (outcome == .confirmed ? .closed : .cancelled))
    for who in [Who.acme, .fieldworks] {
      #expect(try bench.events(who, .ended).count == 1)
      let other: Who = who == .acme ? .fieldworks : .acme
      #expect(bench.partnership(of: who, with: other)?.state == .ended)
    }
    #expect(try bench.chained(.acme).isHolder)
  }

  @Test("is recalled when both end it at once")
  func both() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .accepted)
    try bench.end(.fieldworks, with: .acme)
    try bench.end(.acme, with: .fieldworks)
    bench.deliverAll()
    #expect(try bench.states(id) == [.recalled, .recalled])
    #expect(try bench.category(.fieldworks) == .cancelled)
  }

  @Test("takes the work back from the desks below", arguments: [Who.acme, .fieldworks])
  func cascade(ender: Who) throws {
    var (bench, ids) = try Bench.chain(3)
    try bench.end(ender, with: ender == .acme ? .fieldworks : .acme)
    bench.deliverAll()
    #expect(try bench.states(ids[1]) == [.recalled, .recalled])
    #expect(try bench.category(.sparks) == .cancelled)
  }

  @Test(
    "leaves the delegate an open copy, the first of its own chain, whoever ends it", arguments: [Who.acme, .fieldworks])
  func keepsCopy(ender: Who) throws {
    var (bench, ids) = try Bench.chain(3)
    try bench.end(ender, with: ender == .acme ? .fieldworks : .acme, keepsCopy: true)
    bench.deliverAll()
    let over: HandoffState = ender == .acme ? .recalled : .returned
    #expect(try bench.states(ids[0]) == [over, over])
    #expect(try bench.states(ids[1]) == [.accepted, .accepted])
    #expect(try bench.category(.fieldworks) == .waitingForPartner)
    #expect(try bench.events(.fieldworks, .unlinked).count == 1)
    try bench.complete(ids[1])
    bench.deliverAll()
    try bench.confirm(ids[1])
    try bench.set(.fieldworks, .resolved)
    try bench.comment(bench.last(.fieldworks), "broken again", .public, by: bench.requester)
    #expect(try bench.category(.fieldworks) == .inProgress)
  }

  @Test("settles an offer that was on its way when the other desk ended it")
  func offerOnTheWay() throws {
    var bench = Bench(desks: 2)
    bench.open(.acme)
    let id = try bench.offer(.acme, to: .fieldworks)
    try bench.end(.fieldworks, with: .acme)
    bench.deliverAll()
    #expect(try bench.states(id) == [.withdrawn, .withdrawn])
    #expect(try bench.category(.fieldworks) == .cancelled)
  }

  @Test("leaves the number only of what had not been sent, visibly")
  func silences() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .accepted)
    try bench.comment(bench.last(.fieldworks), "one more thing", .partner)
    try bench.complete(id)
    try bench.end(.fieldworks, with: .acme, unsent: 2)
    #expect(
      bench.messages(to: .acme).filter { $0.handoff != nil }.map(\.message.kind) == [.tombstone, .tombstone, .end])
    bench.deliverAll()
    #expect(try bench.states(id) == [.confirmed, .confirmed])
    #expect(try bench.events(.acme, .dropped).count == 2)
    #expect(try bench.bodies(.acme).isEmpty)
  }

  @Test("is heard after the partner's last moves, and beats them")
  func crossing() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .completed)
    try bench.rework(id)
    try bench.end(.fieldworks, with: .acme)
    bench.deliverAll()
    #expect(try bench.states(id) == [.recalled, .recalled])
    #expect(try bench.category(.fieldworks) == .cancelled)
    #expect(try bench.category(.acme) == .inProgress)
  }
}
