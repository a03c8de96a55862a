import Federation
import Testing
import Ticketing

@Suite("A handoff that its delegator has forgotten")
struct ForgottenTests {
  @Test("is settled at a delegate that asks about it, after what came of it", arguments: [false, true])
  func asked(isAccepted: Bool) throws {
    var bench = Bench(desks: 2)
    bench.keepsBooks = true
    let spot = bench.open(.acme)
    bench.remember(.acme)
    let id = try bench.offer(.acme, to: .fieldworks)
    bench.deliverAll()
    if isAccepted {
      try bench.accept(id)
      bench.deliverAll()
    }
    bench.remember(.fieldworks)
    bench.restore(.fieldworks)
    #expect(try bench.handoff(id, .delegate).lane.recovery == .asked)
    try bench.comment(spot, "the key is with the porter", .partner)
    _ = try bench.deliver(to: .fieldworks, over: id)
    bench.restore(.acme)
    bench.deliverAll()
    let handoff = try bench.handoff(id, .delegate)
    #expect(handoff.state == (isAccepted ? .recalled : .withdrawn))
    #expect(handoff.lane.recovery == nil)
    #expect(handoff.lane.successors.isEmpty)
    #expect(try bench.category(.fieldworks).isEnded == !isAccepted)
  }
}
