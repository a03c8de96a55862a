import Federation
import Foundation
import Testing
import Ticketing

@Suite("Work that is late")
struct LateTests {
  /// Acme's ticket at Fieldworks, to be done in an hour.
  private static func bench() throws -> (Bench, HandoffID, due: Date) {
    var bench = Bench(desks: 3)
    bench.open(.acme)
    let due = bench.now.addingTimeInterval(3_600)
    let id = try bench.offer(.acme, to: .fieldworks, OfferTerms(resolveBy: due))
    bench.deliverAll()
    try bench.accept(id)
    bench.deliverAll()
    return (bench, id, due)
  }

  private static func flag(_ bench: inout Bench, _ id: HandoffID) throws {
    for side in Side.allCases {
      try bench.act(try #require(bench.spot(of: id, side))) { (chained, _, moment) throws(HandoffRefusal) in
        chained.flagLate(id, &moment)
      }
    }
    bench.deliverAll()
  }

  private static func overdue(_ bench: Bench) throws -> [Int] {
    try [Who.acme, .fieldworks].map { try bench.events($0, .overdue).count }
  }

  @Test("is told of at both desks when its time has passed, not before, and once")
  func once() throws {
    var (bench, id, due) = try Self.bench()
    bench.now = due - 1
    try Self.flag(&bench, id)
    #expect(try Self.overdue(bench) == [0, 0])
    bench.now = due
    for _ in 0..<2 { try Self.flag(&bench, id) }
    #expect(try Self.overdue(bench) == [1, 1])
  }

  @Test("is none when it was done in time")
  func done() throws {
    var (bench, id, due) = try Self.bench()
    try bench.complete(id)
    bench.deliverAll()
    bench.now = due
    try Self.flag(&bench, id)
    #expect(try Self.overdue(bench) == [0, 0])
  }

  @Test("is late anew when a new time has passed, too")
  func anew() throws {
    var (bench, id, due) = try Self.bench()
    bench.now = due
    try Self.flag(&bench, id)
    try bench.delegator(id) { (chained, author, moment) throws(HandoffRefusal) in
      let later = Deadlines(respondBy: nil, resolveBy: due + 60, reason: nil)
      try chained.change(id, deadlines: later, priority: nil, by: author, &moment)
    }
    bench.deliverAll()
    for side in Side.allCases { #expect(try !bench.handoff(id, side).isLate) }
    bench.now = due + 60
    try Self.flag(&bench, id)
    #expect(try Self.overdue(bench) == [2, 2])
  }

  @Test("is told of once in the middle of a chain that has one time for all")
  func middle() throws {
    var (bench, upper, due) = try Self.bench()
    let lower = try bench.offer(.fieldworks, to: .sparks, OfferTerms(resolveBy: due))
    bench.deliverAll()
    try bench.accept(lower)
    bench.deliverAll()
    bench.now = due
    try Self.flag(&bench, lower)
    try Self.flag(&bench, upper)
    #expect(try Self.overdue(bench) == [1, 1])
    #expect(try bench.events(.sparks, .overdue).count == 1)
  }
}
