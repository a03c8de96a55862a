import Federation
import Foundation
import Testing
import Ticketing

@Suite("A ticket with an open child")
struct OpenChildrenTests {
  /// A move of an agent's that ends the ticket, made where its handoff allows it.
  enum Ending: String, CaseIterable {
    case resolve, close, cancel, withdrawByStatus, confirmByStatus, recallToCancel, decline, complete, `return`

    var state: HandoffState? {
      switch self {
      case .resolve, .close, .cancel: nil
      case .withdrawByStatus, .decline: .offered
      case .recallToCancel, .complete, .return: .accepted
      case .confirmByStatus: .completed
      }
    }

    var side: Side {
      switch self {
      case .decline, .complete, .return: .delegate
      case .resolve, .close, .cancel, .withdrawByStatus, .confirmByStatus, .recallToCancel: .delegator
      }
    }

    /// What a refusal calls it.
    var move: String {
      switch self {
      case .resolve: "set “Resolved”"
      case .close, .confirmByStatus: "set “Closed”"
      case .cancel, .withdrawByStatus: "set “Cancelled”"
      case .recallToCancel: "recall"
      case .decline, .complete, .return: rawValue
      }
    }

    func make(_ bench: inout Bench, _ spot: Spot, _ id: HandoffID?) throws {
      switch self {
      case .resolve: try bench.set(spot, .resolved)
      case .close, .confirmByStatus: try bench.set(spot, .closed)
      case .cancel, .withdrawByStatus: try bench.set(spot, .cancelled)
      case .recallToCancel: try bench.recall(try #require(id), then: .cancelled)
      case .decline: try bench.decline(try #require(id))
      case .complete: try bench.complete(try #require(id))
      case .return: try bench.giveBack(try #require(id))
      }
    }
  }

  private static func bench(for ending: Ending) throws -> (Bench, Spot, HandoffID?) {
    guard let state = ending.state else {
      var bench = Bench(desks: 2)
      let spot = bench.open(.acme)
      return (bench, spot, nil)
    }
    let (bench, id) = try RefusedMoveTests.bench(in: state)
    return (bench, try #require(bench.spot(of: id, ending.side)), id)
  }

  @Test("is not ended by its desk's own people, who are told the number of the child", arguments: Ending.allCases)
  func refuses(ending: Ending) throws {
    var (bench, spot, id) = try Self.bench(for: ending)
    bench.give(spot)
    bench.give(spot, child: .cancelled)
    bench.give(spot)
    #expect(throws: HandoffRefusal.tied(.childrenOpen(move: ending.move, children: [70, 72]))) {
      try ending.make(&bench, spot, id)
    }
  }

  @Test("is ended once the child is", arguments: Ending.allCases)
  func ends(ending: Ending) throws {
    var (bench, spot, id) = try Self.bench(for: ending)
    bench.give(spot, child: .resolved)
    try ending.make(&bench, spot, id)
    #expect(bench[spot].ticket.status.category.isEnded)
    #expect(bench[spot].comments.isEmpty)
  }

  enum FromAbove: CaseIterable {
    case withdraw, recall, endedThere, endedHere
  }

  @Test(
    "is ended from above all the same, and keeps internal word of what is still open", arguments: FromAbove.allCases)
  func fromAbove(_ ending: FromAbove) throws {
    var (bench, id) = try RefusedMoveTests.bench(in: ending == .withdraw ? .offered : .accepted)
    let spot = try #require(bench.spot(of: id, .delegate))
    bench.give(spot)
    switch ending {
    case .withdraw: try bench.withdraw(id)
    case .recall: try bench.recall(id)
    case .endedThere: try bench.end(.acme, with: .fieldworks)
    case .endedHere: try bench.end(.fieldworks, with: .acme)
    }
    bench.deliverAll()
    #expect(bench[spot].ticket.status.category == .cancelled)
    let word = try #require(bench[spot].comments.first)
    #expect(word.body.contains("#70") && word.audience == .internal && word.author.kind == .system)
    #expect(bench[spot].comments.count == 1 && bench.parked.isEmpty)
    #expect(try bench.bodies(.acme) == [])
  }

  @Test("takes a partner's completion, and its confirmation, without being done")
  func completionBelow() throws {
    var (bench, id) = try RefusedMoveTests.bench(in: .accepted)
    var settings = PartnershipSettings()
    settings.resolvesOnCompletion = true
    try bench.agree(.acme, with: .fieldworks, settings)
    bench.give(try bench.last(.acme))
    try bench.complete(id)
    bench.deliverAll()
    #expect(try bench.category(.acme) == .inProgress)
    try bench.confirm(id)
    #expect(try bench.category(.acme) == .inProgress)
    #expect(try bench.ticket(.acme).resolution?.text == "the relay is new")
  }

  @Test("is not completed upwards by itself where its desk passes completions through")
  func passingThrough() throws {
    var (bench, handoffs) = try Bench.chain(3) { $0.equip(.fieldworks, passesThrough: true) }
    bench.give(try bench.last(.fieldworks))
    try bench.complete(handoffs[1])
    bench.deliverAll()
    #expect(try bench.states(handoffs[0]) == [.accepted, .accepted])
  }

  @Test("cannot be a child, have ended, or have been merged away: then it takes no children")
  func mayHave() throws {
    var bench = Bench(desks: 2)
    let (spot, elder) = (bench.open(.acme), bench.open(.acme))
    #expect(throws: Never.self) { try bench.load(spot).mayHaveChildren() }
    bench[spot].family = Family(parent: bench[elder].ticket.reference)
    #expect(throws: FamilyRefusal.isChild(of: 2)) { try bench.load(spot).mayHaveChildren() }
    try bench.set(elder, .resolved)
    #expect(throws: FamilyRefusal.parentEnded(status: "Resolved")) { try bench.load(elder).mayHaveChildren() }
    bench[spot].family = Family()
    try bench.note(spot, mergedInto: 9)
    #expect(throws: FamilyRefusal.mergedAway(1, into: 9)) { try bench.load(spot).mayHaveChildren() }
  }
}
