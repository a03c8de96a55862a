import Federation
import Foundation
import Testing
import Ticketing

@Suite("What the clock does to a handoff")
struct ClockTests {
  private func confirm(_ bench: inout Bench, _ id: HandoffID) throws {
    try bench.delegator(id) { (chained, _, moment) throws(HandoffRefusal) in
      chained.confirmUnanswered(id, &moment)
    }
    bench.deliverAll()
  }

  private func flag(_ bench: inout Bench, _ id: HandoffID, _ side: Side) throws {
    let spot = try #require(bench.spot(of: id, side))
    try bench.act(spot) { (chained, _, moment) throws(HandoffRefusal) in chained.flagUnanswered(id, &moment) }
    bench.deliverAll()
  }

  @Test("confirms a completion by itself after seven days, and not before")
  func week() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .completed)
    bench.now += 7 * 86_400 - 1
    try confirm(&bench, id)
    #expect(try bench.states(id) == [.completed, .completed])
    bench.now += 1
    try confirm(&bench, id)
    #expect(try bench.states(id) == [.confirmed, .confirmed])
    #expect(try bench.category(.acme) == .resolved)
    #expect(try bench.category(.fieldworks) == .closed)
    #expect(try bench.ticket(.acme).resolution == Completion.fixed.resolution)
    #expect(try bench.events(.acme, .confirmed).map(\.actor.kind) == [.system])
  }

  @Test("confirms after as many days as the partnership says, and counts anew after rework")
  func days() throws {
    var (bench, ids) = try Bench.chain(2) {
      try $0.agree(.acme, with: .fieldworks, PartnershipSettings(confirmAfterDays: 1))
    }
    try bench.complete(ids[0])
    bench.deliverAll()
    bench.now += 0.5 * 86_400
    try bench.rework(ids[0])
    bench.deliverAll()
    #expect(try bench.handoff(ids[0], .delegator).confirmAt == nil)
    try bench.complete(ids[0])
    bench.deliverAll()
    bench.now += 0.9 * 86_400
    try confirm(&bench, ids[0])
    #expect(try bench.states(ids[0]) == [.completed, .completed])
    bench.now += 0.1 * 86_400
    try confirm(&bench, ids[0])
    #expect(try bench.states(ids[0]) == [.confirmed, .confirmed])
  }

  @Test("tells of an offer that nobody answered in time, once")
  func overdue() throws {
    var bench = Bench(desks: 2)
    bench.open(.acme)
    let due = bench.now.addingTimeInterval(3_600)
    let id = try bench.offer(.acme, to: .fieldworks, OfferTerms(respondBy: due))
    bench.deliverAll()
    try flag(&bench, id, .delegator)
    #expect(try bench.events(.acme, .overdue).isEmpty)
    bench.now = due
    try flag(&bench, id, .delegator)
    try flag(&bench, id, .delegator)
    try flag(&bench, id, .delegate)
    #expect(try bench.events(.acme, .overdue).count == 1)
    #expect(try bench.events(.fieldworks, .overdue).count == 1)
    #expect(try bench.states(id) == [.offered, .offered])
    try bench.accept(id)
    bench.deliverAll()
    for side in Side.allCases { #expect(try !bench.handoff(id, side).isOverdue) }
  }

  @Test("withdraws an unanswered offer where the partnership says so")
  func withdraws() throws {
    var bench = Bench(desks: 2)
    try bench.agree(.acme, with: .fieldworks, PartnershipSettings(withdrawsUnanswered: true))
    bench.open(.acme)
    let id = try bench.offer(.acme, to: .fieldworks, OfferTerms(respondBy: bench.now.addingTimeInterval(60)))
    bench.deliverAll()
    bench.now += 61
    try flag(&bench, id, .delegate)
    #expect(try bench.states(id) == [.offered, .offered])
    try flag(&bench, id, .delegator)
    #expect(try bench.states(id) == [.withdrawn, .withdrawn])
    #expect(try bench.category(.fieldworks) == .cancelled)
  }
}
