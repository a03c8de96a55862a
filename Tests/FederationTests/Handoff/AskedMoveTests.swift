import Federation
import Testing
import Ticketing

@Suite("Asking what a desk may do")
struct AskedMoveTests {
  @Test("the delegator is told what its verb would say", arguments: HandoffState.allCases, DelegatorMove.allCases)
  func delegator(state: HandoffState, move: DelegatorMove) throws {
    let (bench, id) = try RefusedMoveTests.bench(in: state)
    let allowed = HandoffTable.moves(ofDelegatorIn: state)
    let expected: HandoffRefusal? =
      allowed.contains(move.rawValue) ? nil : .forbidden(move: move.rawValue, state: state, allowed: allowed)
    #expect(try bench.chained(.acme).refusal(of: move, on: id, at: bench.now) == expected)
    #expect(
      try bench.chained(.fieldworks).refusal(of: move, on: id, at: bench.now)
        == .notYours(move: move.rawValue, side: .delegate))
  }

  @Test("the delegate is told what its verb would say", arguments: HandoffState.allCases, DelegateMove.allCases)
  func delegate(state: HandoffState, move: DelegateMove) throws {
    let (bench, id) = try RefusedMoveTests.bench(in: state)
    let allowed = HandoffTable.moves(ofDelegateIn: state)
    let expected: HandoffRefusal? =
      allowed.contains(move.rawValue) ? nil : .forbidden(move: move.rawValue, state: state, allowed: allowed)
    #expect(try bench.chained(.fieldworks).refusal(of: move, on: id, at: bench.now) == expected)
    #expect(
      try bench.chained(.acme).refusal(of: move, on: id, at: bench.now)
        == .notYours(move: move.rawValue, side: .delegator))
  }

  @Test("times are changed while both desks are tied", arguments: HandoffState.allCases)
  func times(state: HandoffState) throws {
    let (bench, id) = try RefusedMoveTests.bench(in: state)
    let (above, below) = (try bench.chained(.acme), try bench.chained(.fieldworks))
    #expect((above.refusalToChangeTerms(of: id, at: bench.now) == nil) == state.isOpen)
    #expect((below.refusalToChangeEta(of: id, at: bench.now) == nil) == (state == .accepted))
    #expect(above.refusalToChangeEta(of: id, at: bench.now) != nil)
    #expect(below.refusalToChangeTerms(of: id, at: bench.now) != nil)
  }

  @Test("a ticket is handed over once, by who has the work", arguments: HandoffState.allCases)
  func handingOver(state: HandoffState) throws {
    let (bench, _) = try RefusedMoveTests.bench(in: state)
    let partnership = try #require(bench.partnership(of: .acme, with: .fieldworks))
    let refusal = try bench.chained(.acme).refusalToOffer(over: partnership, at: bench.now)
    switch state {
    case .offered, .completed: #expect(refusal == .alreadyHandedOver(partner: "Fieldworks", state: state))
    case .accepted: #expect(refusal == .notHolder(holder: "Fieldworks"))
    case .confirmed: #expect(refusal == .ticketEnded(status: "Resolved"))
    case .declined, .withdrawn, .recalled, .returned: #expect(refusal == nil)
    }
  }

  @Test("a desk in the middle takes back into a status that is not an end", arguments: StatusCategory.allCases)
  func takingBackInto(category: StatusCategory) throws {
    let (bench, ids) = try Bench.chain(3)
    let (first, middle) = (try bench.chained(.acme), try bench.chained(.fieldworks))
    let status = middle.desk.statuses.first(category)
    #expect((middle.refusalToRecall(ids[1], then: status, at: bench.now) == nil) == !category.isEnded)
    #expect(first.refusalToRecall(ids[0], then: first.desk.statuses.first(category), at: bench.now) == nil)
  }

  @Test("asking changes nothing")
  func isPure() throws {
    let (bench, id) = try RefusedMoveTests.bench(in: .accepted)
    let chained = try bench.chained(.acme)
    let before = chained
    _ = chained.refusal(of: DelegatorMove.recall, on: id, at: bench.now)
    #expect(chained == before)
  }
}
