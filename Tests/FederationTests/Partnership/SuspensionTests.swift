import Federation
import Testing
import Ticketing

@Suite("A suspended partnership")
struct SuspensionTests {
  @Test("takes no offers and no acceptances", arguments: [Who.acme, .fieldworks])
  func refuses(who: Who) throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .offered)
    try bench.suspend(who, with: who == .acme ? .fieldworks : .acme)
    #expect(throws: HandoffRefusal.partnershipNotActive(.suspended)) { try bench.accept(id) }
    bench.open(.acme)
    #expect(throws: HandoffRefusal.partnershipNotActive(.suspended)) { try bench.offer(.acme, to: .fieldworks) }
    try bench.decline(id)
    bench.deliverAll()
    #expect(try bench.states(id) == [.declined, .declined])
  }

  @Test("leaves other moves to each desk")
  func decides() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .completed)
    try bench.suspend(.fieldworks, with: .acme)
    try bench.rework(id)
    bench.deliverAll()
    try bench.complete(id)
    bench.deliverAll()
    try bench.confirm(id)
    bench.deliverAll()
    #expect(try bench.states(id) == [.confirmed, .confirmed])
  }

  @Test("is active again only when both sides have resumed")
  func resumes() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .offered)
    try bench.suspend(.acme, with: .fieldworks)
    try bench.suspend(.fieldworks, with: .acme)
    try bench.resume(.acme, with: .fieldworks)
    #expect(throws: HandoffRefusal.partnershipNotActive(.suspended)) { try bench.accept(id) }
    try bench.resume(.fieldworks, with: .acme)
    try bench.accept(id)
    bench.deliverAll()
    #expect(try bench.states(id) == [.accepted, .accepted])
  }

  @Test("is refused twice, and resuming what this side did not suspend")
  func refusals() throws {
    var bench = Bench(desks: 2)
    #expect(throws: PartnershipRefusal.notSuspendedHere) { try bench.resume(.acme, with: .fieldworks) }
    try bench.suspend(.acme, with: .fieldworks)
    #expect(throws: PartnershipRefusal.alreadySuspended) { try bench.suspend(.acme, with: .fieldworks) }
    #expect(throws: PartnershipRefusal.notSuspendedHere) { try bench.resume(.fieldworks, with: .acme) }
    try bench.end(.acme, with: .fieldworks)
    #expect(throws: PartnershipRefusal.notOpen(.ended)) { try bench.suspend(.acme, with: .fieldworks) }
  }
}
