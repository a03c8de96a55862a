import Federation
import Testing
import Ticketing

@Suite("Comparing how a handoff stands at two desks")
struct StandingTests {
  /// Both records of a handoff that was accepted, with nothing on its way.
  private static func accepted() throws -> (above: Handoff, below: Handoff) {
    var bench = Bench(desks: 2)
    bench.open(.acme)
    let id = try bench.offer(.acme, to: .fieldworks)
    bench.deliverAll()
    try bench.accept(id)
    bench.deliverAll()
    return (try bench.handoff(id, .delegator), try bench.handoff(id, .delegate))
  }

  private static func standing(of handoff: Handoff, next: Standing.Next = .nothing) -> Standing {
    Standing(of: handoff, delivered: handoff.lane.sent, next: next)
  }

  @Test("finds nothing where both say the same")
  func alike() throws {
    let (above, below) = try Self.accepted()
    let (upper, lower) = (Self.standing(of: above), Self.standing(of: below))
    #expect(upper.isComparable(with: lower))
    #expect(Standing.differences(before: upper, lower, after: upper).isEmpty)
    #expect(Standing.differences(before: lower, upper, after: lower).isEmpty)
    #expect(upper.commonSaid(with: lower) == above.lane.sent)
    #expect(upper.commonHeard(with: lower) == lower.commonSaid(with: upper))
  }

  @Test("finds another state, unless a message that is on its way explains it")
  func states() throws {
    var bench = Bench(desks: 2)
    bench.open(.acme)
    let id = try bench.offer(.acme, to: .fieldworks)
    bench.deliverAll()
    let offered = Self.standing(of: try bench.handoff(id, .delegator))
    try bench.accept(id)
    let accepted = Standing(of: try bench.handoff(id, .delegate), delivered: 0, next: .nothing)
    #expect(Standing.differences(before: offered, accepted, after: offered).isEmpty, "it has not heard of it")
    var deaf = try bench.handoff(id, .delegator)
    bench.deliverAll()
    let below = try bench.handoff(id, .delegate)
    deaf.pass(epoch: below.lane.epoch, seq: below.lane.sent)
    let upper = Self.standing(of: deaf)
    #expect(Standing.differences(before: upper, Self.standing(of: below), after: upper) == [.state])
  }

  @Test("finds another turn in the same state")
  func turns() throws {
    var bench = Bench(desks: 2)
    bench.open(.acme)
    let id = try bench.offer(.acme, to: .fieldworks)
    bench.deliverAll()
    try bench.accept(id)
    bench.deliverAll()
    var old = try bench.handoff(id, .delegator)
    try bench.complete(id)
    bench.deliverAll()
    try bench.rework(id)
    bench.deliverAll()
    let below = try bench.handoff(id, .delegate)
    old.haveSaid(below.lane.applied)
    old.pass(epoch: below.lane.epoch, seq: below.lane.sent)
    let upper = Self.standing(of: old)
    #expect(Standing.differences(before: upper, Self.standing(of: below), after: upper) == [.turn])
  }

  @Test("finds counts that no order of messages explains")
  func counts() throws {
    let (above, below) = try Self.accepted()
    let (upper, lower) = (Self.standing(of: above), Self.standing(of: below))
    var ahead = below
    ahead.pass(epoch: above.lane.epoch, seq: above.lane.sent + 1)
    #expect(
      Standing.differences(before: upper, Self.standing(of: ahead), after: upper) == [.counts], "nobody said that")
    var further = above
    further.haveSaid(above.lane.sent + 1)
    let said = Self.standing(of: further)
    #expect(Standing.differences(before: said, lower, after: said) == [.counts], "it was acknowledged in its name")
    let waiting = Self.standing(of: below, next: .open)
    #expect(Standing.differences(before: said, waiting, after: said).isEmpty, "it is there, and waits")
    let done = Self.standing(of: below, next: .done)
    #expect(Standing.differences(before: upper, done, after: upper) == [.counts])
    #expect(Standing.differences(before: lower, upper, after: done) == [.counts])
  }

  @Test("compares nothing while a desk finds out what it has forgotten")
  func recovering() throws {
    let (above, below) = try Self.accepted()
    let upper = Self.standing(of: above)
    var restored = below
    restored.begin(epoch: 9)
    #expect(!upper.isComparable(with: Self.standing(of: restored)))
    #expect(!upper.isComparable(with: upper), "two records of the same side")
  }
}
