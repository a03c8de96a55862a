import Federation
import Testing
import Ticketing

@Suite("Moves that cross on the wire")
struct CrossingTests {
  @Test("end withdrawn when the partner answers a withdrawn offer", arguments: [DelegateMove.accept, .decline])
  func withdraw(answer: DelegateMove) throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .offered)
    try bench.withdraw(id)
    if answer == .accept { try bench.accept(id) } else { try bench.decline(id) }
    bench.deliverAll()
    #expect(try bench.states(id) == [.withdrawn, .withdrawn])
    #expect(try bench.events(.acme, .void).map(\.facts.message) == [answer == .accept ? .accept : .decline])
    #expect(try bench.category(.fieldworks) == .cancelled)
    #expect(try bench.chained(.acme).isHolder)
  }

  @Test("end recalled when the partner completes what is recalled, and keep the resolution's words")
  func completeAndRecall() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .accepted)
    bench.deliverAll()
    try bench.recall(id)
    try bench.complete(id)
    bench.deliverAll()
    #expect(try bench.states(id) == [.recalled, .recalled])
    let void = try #require(bench.events(.acme, .void).first)
    #expect(void.facts.message == .complete)
    #expect(void.facts.text == "the relay is new")
    #expect(try bench.category(.acme) == .inProgress)
    #expect(try bench.category(.fieldworks) == .cancelled)
  }

  @Test("end recalled when the partner returns what is recalled")
  func returnAndRecall() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .accepted)
    try bench.recall(id, "we have somebody there")
    try bench.giveBack(id, "wrong skills")
    bench.deliverAll()
    #expect(try bench.states(id) == [.recalled, .recalled])
    #expect(try bench.events(.acme, .void).map(\.facts.text) == ["wrong skills"])
    #expect(try bench.handoff(id, .delegate).reason == "we have somebody there")
  }

  @Test("keep a status that crossed a recall in the timeline only")
  func status() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .accepted)
    try bench.set(.fieldworks, .onHold)
    try bench.recall(id)
    bench.deliverAll()
    #expect(try bench.category(.acme) == .inProgress)
    #expect(try bench.events(.acme, .void).map(\.facts.message) == [.status])
  }

  @Test("let only the first of confirm and rework stand")
  func confirmAndRework() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .completed)
    try bench.rework(id)
    #expect(throws: HandoffRefusal.forbidden(move: "confirm", state: .accepted, allowed: ["recall"])) {
      try bench.confirm(id)
    }
    bench.deliverAll()
    #expect(try bench.states(id) == [.accepted, .accepted])
  }

  @Test("make the delegate see a rework before it may return the work")
  func reworkAndReturn() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .completed)
    try bench.rework(id)
    #expect(throws: HandoffRefusal.forbidden(move: "return", state: .completed, allowed: [])) {
      try bench.giveBack(id)
    }
    bench.deliverAll()
    try bench.giveBack(id)
    bench.deliverAll()
    #expect(try bench.states(id) == [.returned, .returned])
  }

  @Test("let a comment arrive that was sent before an end was heard, and reopen nothing")
  func comment() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .completed)
    try bench.confirm(id)
    try bench.comment(bench.last(.fieldworks), "the invoice follows", .partner)
    bench.deliverAll()
    #expect(try bench.bodies(.acme) == ["the invoice follows"])
    #expect(try bench.states(id) == [.confirmed, .confirmed])
    #expect(try bench.category(.fieldworks) == .closed)
  }

  @Test("park where they contradict the other desk's record")
  func impossible() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .accepted)
    try bench.recall(id)
    let recall = try #require(bench.messages(to: .fieldworks).first)
    #expect(bench.receive(recall.with(message: .rework(Reason("again"))), at: .fieldworks) == .parked(.impossible))
    #expect(bench.receive(recall.with(message: .confirm), at: .fieldworks) == .parked(.impossible))
    #expect(bench.receive(recall.with(hops: 9), at: .fieldworks) == .parked(.tooManyHops))
    #expect(
      bench.receive(recall.with(message: .end(Ending(outcome: .completed))), at: .fieldworks) == .parked(.impossible))
    #expect(try bench.handoff(id, .delegate).state == .accepted)
    #expect(bench.receive(recall, at: .fieldworks) == .applied)
  }

  @Test("do nothing the second time")
  func duplicate() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .accepted)
    try bench.comment(bench.last(.acme), "once", .partner)
    let comment = try #require(bench.messages(to: .fieldworks).first)
    bench.deliverAll()
    bench.receive(comment, at: .fieldworks)
    #expect(try bench.bodies(.fieldworks) == ["once"])
    // The same content by another way: the original event's id tells.
    bench.receive(comment.with(seq: comment.seq + 1), at: .fieldworks)
    #expect(try bench.bodies(.fieldworks) == ["once"])
    #expect(try bench.handoff(id, .delegate).lane.applied == comment.seq + 1)
  }
}
