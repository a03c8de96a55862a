import Federation
import Foundation
import Testing
import Ticketing

@Suite("Completing the work")
struct CompletionTests {
  @Test("brings the baton back to be verified, with the resolution")
  func completes() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .accepted)
    try bench.complete(id)
    #expect(try bench.category(.fieldworks) == .resolved)
    bench.deliverAll()
    #expect(try bench.category(.acme) == .inProgress)
    #expect(try bench.ticket(.acme).resolution == Completion.fixed.resolution)
    #expect(try bench.ticket(.fieldworks).resolution == Completion.fixed.resolution)
    #expect(try bench.chained(.acme).isHolder)
    #expect(try !bench.chained(.fieldworks).isHolder)
  }

  @Test("resolves the delegator's ticket where the partnership says so")
  func resolves() throws {
    var (bench, ids) = try Bench.chain(2) {
      try $0.agree(.acme, with: .fieldworks, PartnershipSettings(resolvesOnCompletion: true))
    }
    try bench.complete(ids[0])
    bench.deliverAll()
    #expect(try bench.category(.acme) == .resolved)
    try bench.confirm(ids[0])
    bench.deliverAll()
    #expect(try bench.category(.acme) == .closed)
  }

  @Test("never resolves a middle desk's ticket before that has completed upwards")
  func middle() throws {
    var (bench, ids) = try Bench.chain(3) {
      try $0.agree(.fieldworks, with: .sparks, PartnershipSettings(resolvesOnCompletion: true))
    }
    try bench.complete(ids[1])
    bench.deliverAll()
    #expect(try bench.category(.fieldworks) == .inProgress)
    #expect(try bench.category(.acme) == .waitingForPartner)
  }

  @Test("brings a resolved ticket back to work when the delegator recalls it after all")
  func recallResolved() throws {
    var (bench, ids) = try Bench.chain(2) {
      try $0.agree(.acme, with: .fieldworks, PartnershipSettings(resolvesOnCompletion: true))
    }
    try bench.complete(ids[0])
    bench.deliverAll()
    try bench.recall(ids[0])
    #expect(try bench.category(.acme) == .inProgress)
  }

  @Test("asks for what the delegator requires", arguments: CompletionRequirement.allCases)
  func requires(_ requirement: CompletionRequirement) throws {
    var (bench, ids) = try Bench.chain(2) {
      try $0.agree(.acme, with: .fieldworks, PartnershipSettings(requires: [requirement]))
    }
    let bare = Completion(resolution: Resolution(code: .fixed, text: ""))
    #expect(throws: HandoffRefusal.completionLacks([requirement])) { try bench.complete(ids[0], bare) }
    let whole = Completion(resolution: Resolution(code: .fixed, text: "done"), minutes: 30, serialNumber: "A1")
    try bench.complete(ids[0], whole)
    bench.deliverAll()
    #expect(try bench.handoff(ids[0], .delegator).completion == whole)
  }

  @Test("goes all the way up at once through a desk that passes through")
  func passesThrough() throws {
    var (bench, ids) = try Bench.chain(3) { $0.equip(.fieldworks, passesThrough: true) }
    try bench.complete(ids[1])
    bench.deliverAll()
    for id in ids { #expect(try bench.states(id) == [.completed, .completed]) }
    #expect(try bench.ticket(.acme).resolution?.text == "the relay is new")
    #expect(try bench.chained(.acme).isHolder)
    try bench.confirm(ids[0])
    bench.deliverAll()
    for id in ids { #expect(try bench.states(id) == [.confirmed, .confirmed]) }
  }

  @Test("waits in a desk that passes through where the desk above asks for more")
  func passesThroughLacking() throws {
    var (bench, ids) = try Bench.chain(3) {
      $0.equip(.fieldworks, passesThrough: true)
      try $0.agree(.acme, with: .fieldworks, PartnershipSettings(requires: [.minutes]))
    }
    try bench.complete(ids[1])
    bench.deliverAll()
    #expect(try bench.states(ids[0]) == [.accepted, .accepted])
    #expect(try bench.chained(.fieldworks).isHolder)
  }

  @Test("can be sent back to work, which the delegate hears with the reason")
  func rework() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .completed)
    try bench.rework(id, "it still hums")
    #expect(try bench.category(.acme) == .waitingForPartner)
    #expect(try bench.ticket(.acme).resolution == nil)
    bench.deliverAll()
    #expect(try bench.category(.fieldworks) == .inProgress)
    #expect(try bench.handoff(id, .delegate).reason == "it still hums")
    try bench.complete(id, Completion(resolution: Resolution(code: .workaround, text: "padded")))
    bench.deliverAll()
    #expect(try bench.ticket(.acme).resolution == Resolution(code: .workaround, text: "padded"))
    #expect(try bench.handoff(id, .delegator).turn == Turn(number: 2))
  }

  @Test("masks addresses of mail in the report, unless full names are let out", arguments: [true, false])
  func masks(full: Bool) throws {
    var (bench, ids) = try Bench.chain(2) { bench in
      try bench.share(.fieldworks, with: .acme) { $0.names = full ? .full : .first }
    }
    try bench.complete(ids[0], Completion(resolution: Resolution(code: .fixed, text: "ask ivan@sparks.example")))
    bench.deliverAll()
    let text = try bench.ticket(.acme).resolution?.text
    #expect(text == (full ? "ask ivan@sparks.example" : "ask [address hidden]"))
  }
}
