import Federation
import Foundation
import Testing
import Ticketing

@Suite("A chain that would come back to a desk in it")
struct LoopTests {
  @Test("is refused by name for a direct neighbour")
  func neighbour() throws {
    var (bench, _) = try Bench.chain(2)
    #expect(throws: HandoffRefusal.neighbourInChain(partner: "Acme")) { try bench.offer(.fieldworks, to: .acme) }
  }

  @Test("is refused without a word on who is in it for a desk further up", arguments: 3...5)
  func further(desks: Int) throws {
    let last = Who.allCases[desks - 1]
    var (bench, _) = try Bench.chain(desks) { bench in
      bench.link(last, .acme)
      bench.deliverAll()
    }
    #expect(throws: HandoffRefusal.cannotBeHanded(partner: "Acme")) { try bench.offer(last, to: .acme) }
  }

  @Test("is no loop where the desk is not in it: two chains may share a desk")
  func other() throws {
    var (bench, _) = try Bench.chain(3)
    bench.link(.sparks, .acme)
    bench.deliverAll()
    bench.open(.sparks)
    let id = try bench.offer(.sparks, to: .acme)
    bench.deliverAll()
    #expect(try bench.states(id) == [.offered, .offered])
  }

  @Test("is refused after eight desks: the ninth hands nothing on")
  func ninth() throws {
    var (bench, ids) = try Bench.chain(9) { $0.join(.tesla, to: .hertz) }
    #expect(ids.count == 8)
    #expect(throws: HandoffRefusal.chainTooLong) { try bench.offer(.hertz, to: .tesla) }
    try bench.comment(bench.last(.hertz), "from far below", .partner)
    bench.deliverAll()
    #expect(try bench.bodies(.acme) == ["from far below"])
    #expect(bench.parked.isEmpty)
  }
}
