import Federation
import Foundation
import Testing
import Ticketing

@Suite("The requester writes")
struct RequesterReplyTests {
  private func reply(_ bench: inout Bench, asksToCancel: Bool = false) throws {
    let acme = try bench.last(.acme)
    try bench.comment(acme, "it is the left one", .public, by: bench.requester, asksToCancel: asksToCancel)
  }

  @Test("and the delegator's clock resumes at once, the holder's ticket when it hears")
  func resumes() throws {
    var (bench, _) = try Bench.chain(3)
    try bench.set(.sparks, .waitingForRequester)
    bench.deliverAll()
    for who in [Who.acme, .fieldworks, .sparks] { #expect(try bench.category(who) == .waitingForRequester) }
    try reply(&bench)
    #expect(try bench.category(.acme) == .waitingForPartner)
    bench.deliverAll()
    #expect(try bench.category(.acme) == .waitingForPartner)
    #expect(try bench.category(.fieldworks) == .waitingForPartner)
    #expect(try bench.category(.sparks) == .inProgress)
    #expect(try bench.bodies(.sparks) == ["it is the left one"])
  }

  @Test("and a delegate's older words about waiting are only recorded")
  func outdated() throws {
    var (bench, _) = try Bench.chain(2)
    try bench.set(.fieldworks, .waitingForRequester)
    try reply(&bench)
    bench.deliverAll()
    #expect(try bench.events(.acme, .outdated).count == 1)
    #expect(try bench.category(.acme) == .waitingForPartner)
    #expect(try bench.category(.fieldworks) == .inProgress)
    try bench.set(.fieldworks, .waitingForRequester)
    bench.deliverAll()
    #expect(try bench.category(.acme) == .waitingForRequester)
  }

  @Test("while nobody else works on it: the ticket is in progress again")
  func alone() throws {
    var bench = Bench(desks: 1)
    bench.open(.acme)
    try bench.set(.acme, .waitingForRequester)
    try reply(&bench)
    #expect(try bench.category(.acme) == .inProgress)
  }

  @Test("and what was solved here reopens", arguments: [StatusCategory.resolved, .closed])
  func reopens(category: StatusCategory) throws {
    var bench = Bench(desks: 1)
    bench.open(.acme)
    try bench.set(.acme, category)
    try reply(&bench)
    #expect(try bench.category(.acme) == .inProgress)
  }

  @Test("and a completion stays one, to be sent back by a person")
  func completed() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .completed)
    try reply(&bench)
    bench.deliverAll()
    #expect(try bench.states(id) == [.completed, .completed])
    #expect(try bench.category(.fieldworks) == .resolved)
  }

  @Test("over a handoff that is over meanwhile, and reopens nothing there")
  func late() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .completed)
    try reply(&bench)
    try bench.confirm(id)
    let messages = bench.messages(to: .fieldworks)
    try #require(messages.map(\.message.kind) == [.comment, .confirm])
    // The confirmation overtakes what is parked.
    bench.receive(messages[1].with(seq: messages[0].seq), at: .fieldworks)
    bench.receive(messages[0].with(seq: messages[1].seq), at: .fieldworks)
    #expect(try bench.bodies(.fieldworks) == ["it is the left one"])
    #expect(try bench.category(.fieldworks) == .closed)
  }

  @Test("that the work is not wanted any more, and that crosses as a flagged comment")
  func cancellation() throws {
    var (bench, ids) = try Bench.chain(3)
    try reply(&bench, asksToCancel: true)
    bench.deliverAll()
    for who in [Who.acme, .fieldworks, .sparks] { #expect(try bench.events(who, .cancellation).count == 1) }
    for id in ids { #expect(try bench.states(id) == [.accepted, .accepted]) }
  }
}
