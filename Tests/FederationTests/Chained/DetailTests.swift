import Federation
import Foundation
import Testing
import Ticketing

@Suite("What flows along a chain beside the status")
struct DetailTests {
  private func change(_ bench: inout Bench, _ who: Who, _ set: (inout TicketChanges) -> Void) throws {
    var changes = TicketChanges()
    set(&changes)
    let spot = try bench.last(who)
    try bench.act(spot) { (chained, author, moment) throws(HandoffRefusal) in
      chained.apply(changes, by: author, &moment)
    }
  }

  @Test("priority goes down from where it is changed, and never up")
  func priority() throws {
    var (bench, _) = try Bench.chain(3)
    try change(&bench, .acme) { $0.priority = .urgent }
    bench.deliverAll()
    for who in [Who.acme, .fieldworks, .sparks] { #expect(try bench.ticket(who).priority == .urgent) }
    #expect(try bench.events(.sparks, .priority).map(\.facts.to) == ["urgent"])
    try change(&bench, .fieldworks) { $0.priority = .low }
    bench.deliverAll()
    #expect(try bench.ticket(.acme).priority == .urgent)
    #expect(try bench.ticket(.sparks).priority == .low)
  }

  @Test("priority changed on the handoff says why")
  func priorityNote() throws {
    var (bench, ids) = try Bench.chain(2)
    try bench.delegator(ids[0]) { (chained, author, moment) throws(HandoffRefusal) in
      let note = PriorityNote(priority: .high, reason: "ask boss@acme.example")
      try chained.change(ids[0], deadlines: nil, priority: note, by: author, &moment)
    }
    bench.deliverAll()
    #expect(try bench.events(.fieldworks, .priority).map(\.facts.text) == ["ask [address hidden]"])
    #expect(throws: HandoffRefusal.notYours(move: "change deadlines or priority", side: .delegate)) {
      try bench.delegate(ids[0]) { (chained, author, moment) throws(HandoffRefusal) in
        try chained.change(ids[0], deadlines: nil, priority: nil, by: author, &moment)
      }
    }
  }

  @Test("deadlines go down: the resolution's to every desk, the answer's to the next")
  func deadlines() throws {
    var (bench, ids) = try Bench.chain(3)
    let respond = bench.now.addingTimeInterval(600)
    let resolve = bench.now.addingTimeInterval(86_400)
    try bench.delegator(ids[0]) { (chained, author, moment) throws(HandoffRefusal) in
      let deadlines = Deadlines(respondBy: respond, resolveBy: resolve, reason: "fair on Monday")
      try chained.change(ids[0], deadlines: deadlines, priority: nil, by: author, &moment)
    }
    bench.deliverAll()
    for side in Side.allCases {
      #expect(try bench.handoff(ids[0], side).respondBy == respond)
      #expect(try bench.handoff(ids[0], side).resolveBy == resolve)
      #expect(try bench.handoff(ids[1], side).respondBy == nil)
      #expect(try bench.handoff(ids[1], side).resolveBy == resolve)
    }
    for who in [Who.acme, .fieldworks, .sparks] {
      #expect(try bench.events(who, .deadlines).map(\.facts.text) == ["fair on Monday"])
    }
  }

  @Test("the ETA goes up, with old, new, who and why, whether said at acceptance or later")
  func eta() throws {
    let (first, second) = (Date(timeIntervalSince1970: 1_763_800_000), Date(timeIntervalSince1970: 1_763_900_000))
    var (bench, ids) = try Bench.chain(2) { $0.join(.sparks, to: .fieldworks) }
    let inner = try bench.offer(.fieldworks, to: .sparks)
    bench.deliverAll()
    try bench.accept(inner, eta: first)
    bench.deliverAll()
    #expect(try bench.handoff(ids[0], .delegator).eta == first)
    try bench.delegate(inner) { (chained, author, moment) throws(HandoffRefusal) in
      try chained.change(inner, eta: Eta(eta: second, reason: "traffic"), by: author, &moment)
    }
    bench.deliverAll()
    for id in [ids[0], inner] {
      for side in Side.allCases { #expect(try bench.handoff(id, side).eta == second) }
    }
    let told = try #require(bench.events(.acme, .eta).last)
    #expect(told.facts.from?.hasPrefix("2025-11-22T") == true)
    #expect(told.facts.to?.hasPrefix("2025-11-23T") == true)
    #expect(told.facts.text == "traffic")
    #expect(told.actor.desk == "Fieldworks")
  }

  @Test("the ETA is the delegate's to change, and only while it works")
  func etaRefused() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .completed)
    let refusal = HandoffRefusal.forbidden(move: "change the ETA", state: .completed, allowed: [])
    #expect(throws: refusal) {
      try bench.delegate(id) { (chained, author, moment) throws(HandoffRefusal) in
        try chained.change(id, eta: Eta(eta: nil, reason: nil), by: author, &moment)
      }
    }
    #expect(throws: HandoffRefusal.notYours(move: "change the ETA", side: .delegator)) {
      try bench.delegator(id) { (chained, author, moment) throws(HandoffRefusal) in
        try chained.change(id, eta: Eta(eta: nil, reason: nil), by: author, &moment)
      }
    }
  }

  @Test("fields cross where sharing lists them, into the field that the other side names, both ways")
  func fields() throws {
    var (bench, _) = try Bench.chain(2) { bench in
      bench.equip(.acme, fieldKeys: ["asset", "cost"])
      bench.equip(.fieldworks, fieldKeys: ["device", "cost"])
      try bench.share(.acme, with: .fieldworks) { $0.fields = ["asset"] }
      try bench.share(.fieldworks, with: .acme) { $0.fields = ["cost"] }
      try bench.translate(.fieldworks, with: .acme) { mapping, _ in
        mapping.fields = [FieldPair(theirs: "asset", ours: "device")]
      }
    }
    try change(&bench, .acme) { $0.fields = ["asset": .to(.text("lift 7")), "cost": .to(.number(5))] }
    bench.deliverAll()
    #expect(try bench.ticket(.fieldworks).fields == ["device": .text("lift 7")])
    try change(&bench, .fieldworks) { $0.fields = ["cost": .to(.number(120)), "device": .to(.text("lift 8"))] }
    bench.deliverAll()
    #expect(try bench.ticket(.acme).fields == ["asset": .text("lift 7"), "cost": .number(120)])
  }

  @Test("subject and description stay as they were offered")
  func subject() throws {
    var (bench, _) = try Bench.chain(2)
    try change(&bench, .acme) { $0.subject = "Something else" }
    bench.deliverAll()
    #expect(try bench.ticket(.fieldworks).subject == "The lift stands still")
  }
}
