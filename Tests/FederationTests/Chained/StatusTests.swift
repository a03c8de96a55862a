import Federation
import Foundation
import Testing
import Ticketing

@Suite("Setting a status")
struct StatusTests {
  @Test(
    "by the delegate shows at the delegator in the words of who waits",
    arguments: [
      (StatusCategory.inProgress, StatusCategory.waitingForPartner), (.waitingForPartner, .waitingForPartner),
      (.waitingForRequester, .waitingForRequester), (.onHold, .onHold),
    ])
  func mirror(said: StatusCategory, shown: StatusCategory) throws {
    var (bench, ids) = try Bench.chain(2)
    try bench.set(.fieldworks, said)
    bench.deliverAll()
    #expect(try bench.category(.acme) == shown)
    #expect(try bench.handoff(ids[0], .delegator).partnerStatus?.category == said)
  }

  @Test("goes up the whole chain, each desk in its own words")
  func chain() throws {
    var (bench, _) = try Bench.chain(3) { $0.equip(.fieldworks, statuses: [("Waiting for parts", .onHold)]) }
    try bench.translateParts()
    let until = bench.now.addingTimeInterval(86_400)
    try bench.set(.sparks, .onHold, hold: Hold(reason: "ask a@b.example", until: until))
    bench.deliverAll()
    #expect(try bench.ticket(.fieldworks).status.name == "Waiting for parts")
    #expect(try bench.category(.acme) == .onHold)
    #expect(try bench.ticket(.acme).hold == Hold(reason: "ask [address hidden]", until: until))
  }

  @Test("finds a label's own translation before the category's, without regard to case")
  func label() throws {
    var (bench, ids) = try Bench.chain(2) { bench in
      bench.equip(.acme, statuses: [("Visit planned", .onHold)])
      bench.equip(.fieldworks, statuses: [("ON THE ROAD", .inProgress)])
      try bench.translate(.acme, with: .fieldworks) { mapping, statuses in
        mapping.labels["On the road"] = statuses.named("Visit planned")?.id
      }
    }
    let fieldworks = try bench.last(.fieldworks)
    let road = try #require(bench[.fieldworks].desk.statuses.named("on the road"))
    try bench.act(fieldworks) { (chained, author, moment) throws(HandoffRefusal) in
      try chained.set(status: road, by: author, &moment)
    }
    bench.deliverAll()
    #expect(try bench.ticket(.acme).status.name == "Visit planned")
    #expect(try bench.handoff(ids[0], .delegator).partnerStatus?.label == "ON THE ROAD")
  }

  @Test(
    "of work that is over is refused to the delegate, naming the move",
    arguments: [
      (StatusCategory.resolved, "complete"), (.closed, "complete"), (.cancelled, "return"),
    ])
  func delegate(category: StatusCategory, move: String) throws {
    var (bench, _) = try Bench.chain(2)
    let name = bench[.fieldworks].desk.statuses.first(category).name
    #expect(throws: HandoffRefusal.statusNeedsMove(status: name, move: move, state: .accepted)) {
      try bench.set(.fieldworks, category)
    }
  }

  @Test("of work that is over, said by a delegate all the same, stays in the timeline only")
  func endedWord() throws {
    var (bench, ids) = try Bench.chain(2)
    try bench.set(.fieldworks, .onHold)
    let word = try #require(bench.messages(to: .acme).first)
    let report = StatusReport(category: .cancelled, label: "Gone", hold: nil)
    #expect(bench.receive(word.with(message: .status(report)), at: .acme) == .void)
    #expect(try bench.category(.acme) == .waitingForPartner)
    #expect(try bench.states(ids[0]) == [.accepted, .accepted])
  }

  @Test(
    "is refused to a delegate that looks at an offer or has completed", arguments: [HandoffState.offered, .completed])
  func looking(state: HandoffState) throws {
    var (bench, _) = try RefusedMoveTests.bench(in: state)
    let allowed = HandoffTable.moves(ofDelegateIn: state)
    #expect(throws: HandoffRefusal.statusNotYours(state: state, allowed: allowed)) {
      try bench.set(.fieldworks, .inProgress)
    }
  }

  @Test(
    "is the delegate's own again once the handoff is over",
    arguments: [HandoffState.declined, .returned, .withdrawn, .recalled, .confirmed])
  func local(state: HandoffState) throws {
    var (bench, _) = try RefusedMoveTests.bench(in: state)
    let shown = try bench.category(.acme)
    try bench.set(.fieldworks, .onHold)
    #expect(bench.post.isEmpty)
    #expect(try bench.category(.acme) == shown)
  }

  @Test("is refused to the delegator while the partner works, naming recall", arguments: StatusCategory.allCases)
  func delegator(category: StatusCategory) throws {
    var (bench, _) = try Bench.chain(2)
    guard category != .waitingForPartner else { return }
    let name = bench[.acme].desk.statuses.first(category).name
    #expect(throws: HandoffRefusal.statusNeedsMove(status: name, move: "recall", state: .accepted)) {
      try bench.set(.acme, category)
    }
  }

  @Test("after a recall happens in the same step")
  func recallThen() throws {
    var (bench, ids) = try Bench.chain(2)
    try bench.recall(ids[0], then: .cancelled)
    bench.deliverAll()
    #expect(try bench.category(.acme) == .cancelled)
    #expect(try bench.events(.acme, .status).suffix(1).map(\.facts.from) == ["Waiting for partner"])
    #expect(try bench.states(ids[0]) == [.recalled, .recalled])
  }

  @Test(
    "of work that is over cannot be what a middle desk's recall leads to",
    arguments: [StatusCategory.closed, .cancelled])
  func recallThenMiddle(category: StatusCategory) throws {
    var (bench, ids) = try Bench.chain(3)
    let name = bench[.fieldworks].desk.statuses.first(category).name
    let move = category == .cancelled ? "return" : "complete"
    #expect(throws: HandoffRefusal.statusNeedsMove(status: name, move: move, state: .accepted)) {
      try bench.recall(ids[1], then: category)
    }
  }

  @Test(
    "by the delegator withdraws an offer when the work is over, and otherwise leaves it",
    arguments: StatusCategory.allCases)
  func offered(category: StatusCategory) throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .offered)
    try bench.set(.acme, category)
    bench.deliverAll()
    let state: HandoffState = category.isEnded ? .withdrawn : .offered
    #expect(try bench.states(id) == [state, state])
    #expect(try bench.category(.acme) == category)
  }

  @Test(
    "by the delegator answers a completion: closed confirms, cancelled recalls",
    arguments: [
      (StatusCategory.closed, HandoffState.confirmed), (.cancelled, .recalled), (.resolved, .completed),
      (.onHold, .completed),
    ])
  func completed(category: StatusCategory, state: HandoffState) throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .completed)
    try bench.set(.acme, category)
    bench.deliverAll()
    #expect(try bench.states(id) == [state, state])
    #expect(try bench.category(.acme) == category)
  }
}

extension Bench {
  fileprivate mutating func translateParts() throws {
    try translate(.fieldworks, with: .sparks) { mapping, statuses in
      mapping.in[.onHold] = statuses.named("Waiting for parts")?.id
    }
  }
}
