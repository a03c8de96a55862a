import Federation
import Testing
import Ticketing

@Suite("What happens above, for the desks below")
struct CascadeTests {
  @Test("recall goes down the whole chain, with a fixed reason and never the original text")
  func recall() throws {
    var (bench, ids) = try Bench.chain(4)
    try bench.recall(ids[0], "the customer is leaving us")
    bench.deliverAll()
    for id in ids { #expect(try bench.states(id) == [.recalled, .recalled]) }
    #expect(try bench.handoff(ids[0], .delegate).reason == "the customer is leaving us")
    #expect(try bench.handoff(ids[1], .delegate).reason == "recalled upstream")
    #expect(try bench.handoff(ids[2], .delegate).reason == "recalled upstream")
    for who in [Who.fieldworks, .sparks, .volta] { #expect(try bench.category(who) == .cancelled) }
    #expect(try bench.category(.acme) == .inProgress)
    #expect(try bench.events(.fieldworks, .status).last?.facts.to == "Cancelled")
  }

  @Test("recall withdraws what was only offered")
  func offered() throws {
    var (bench, ids) = try Bench.chain(2) { $0.join(.sparks, to: .fieldworks) }
    let inner = try bench.offer(.fieldworks, to: .sparks)
    bench.deliverAll()
    try bench.recall(ids[0])
    bench.deliverAll()
    #expect(try bench.states(inner) == [.withdrawn, .withdrawn])
    #expect(try bench.category(.sparks) == .cancelled)
  }

  @Test("recall leaves what was completed, only to be confirmed")
  func completed() throws {
    var (bench, ids) = try Bench.chain(3)
    try bench.complete(ids[1])
    bench.deliverAll()
    try bench.recall(ids[0])
    bench.deliverAll()
    #expect(try bench.states(ids[1]) == [.completed, .completed])
    for move in ["recall", "rework"] {
      let refusal = HandoffRefusal.forbidden(move: move, state: .completed, allowed: ["confirm"])
      #expect(throws: refusal) { try move == "recall" ? bench.recall(ids[1]) : bench.rework(ids[1]) }
    }
    try bench.confirm(ids[1])
    bench.deliverAll()
    #expect(try bench.states(ids[1]) == [.confirmed, .confirmed])
    #expect(try bench.category(.fieldworks) == .cancelled)
    #expect(try bench.category(.sparks) == .closed)
  }

  @Test("confirmation confirms what is completed below")
  func confirm() throws {
    var (bench, ids) = try Bench.chain(3)
    try bench.complete(ids[1])
    bench.deliverAll()
    try bench.complete(ids[0])
    bench.deliverAll()
    try bench.confirm(ids[0])
    bench.deliverAll()
    for id in ids { #expect(try bench.states(id) == [.confirmed, .confirmed]) }
    #expect(try bench.category(.sparks) == .closed)
  }

  @Test("rework from above lets the middle desk rework below, and only then")
  func rework() throws {
    var (bench, ids) = try Bench.chain(3)
    try bench.complete(ids[1])
    bench.deliverAll()
    try bench.complete(ids[0])
    bench.deliverAll()
    #expect(throws: HandoffRefusal.notHolder(holder: "Acme")) { try bench.rework(ids[1]) }
    #expect(throws: HandoffRefusal.notHolder(holder: "Acme")) { try bench.recall(ids[1]) }
    try bench.rework(ids[0])
    bench.deliverAll()
    #expect(try bench.states(ids[1]) == [.completed, .completed])
    #expect(try bench.chained(.fieldworks).isHolder)
    try bench.rework(ids[1])
    bench.deliverAll()
    #expect(try bench.chained(.sparks).isHolder)
    #expect(try bench.category(.acme) == .waitingForPartner)
  }

  @Test("rework after the middle desk has confirmed below takes a new handoff")
  func reworkAfterConfirm() throws {
    var (bench, ids) = try Bench.chain(3)
    try bench.complete(ids[1])
    bench.deliverAll()
    try bench.confirm(ids[1])
    try bench.complete(ids[0])
    bench.deliverAll()
    try bench.rework(ids[0])
    bench.deliverAll()
    #expect(throws: HandoffRefusal.forbidden(move: "rework", state: .confirmed, allowed: [])) {
      try bench.rework(ids[1])
    }
    let again = try bench.offer(.fieldworks, to: .sparks, OfferTerms(follows: ids[1]))
    bench.deliverAll()
    #expect(try bench.handoff(again, .delegate).follows == ids[1])
  }

  @Test("nobody completes or returns while work below is open", arguments: [HandoffState.offered, .accepted])
  func innerOpen(state: HandoffState) throws {
    var (bench, ids) = try Bench.chain(2) { $0.join(.sparks, to: .fieldworks) }
    let inner = try bench.offer(.fieldworks, to: .sparks)
    bench.deliverAll()
    if state == .accepted { try bench.accept(inner) }
    bench.deliverAll()
    #expect(throws: HandoffRefusal.innerHandoffOpen(move: "complete", partner: "Sparks", state: state)) {
      try bench.complete(ids[0])
    }
    #expect(throws: HandoffRefusal.innerHandoffOpen(move: "return", partner: "Sparks", state: state)) {
      try bench.giveBack(ids[0])
    }
  }

  @Test("a ticket that was taken up again here stays, though the word from above comes late")
  func reopened() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .offered)
    try bench.withdraw(id)
    try bench.decline(id)
    try bench.set(.fieldworks, .inProgress)
    bench.deliverAll()
    #expect(try bench.states(id) == [.withdrawn, .withdrawn])
    #expect(try bench.category(.fieldworks) == .inProgress)
  }
}
