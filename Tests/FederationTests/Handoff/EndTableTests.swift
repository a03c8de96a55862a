import Federation
import Testing

/// The protocol's section 5: what becomes of the handoffs of a partnership that ends.
@Suite("The table of ends")
struct EndTableTests {
  @Test(
    "settles what is open by who ended it",
    arguments: [
      (HandoffState.offered, Side.delegator, HandoffState.withdrawn),
      (.offered, .delegate, .withdrawn),
      (.accepted, .delegator, .recalled),
      (.accepted, .delegate, .returned),
      (.completed, .delegator, .confirmed),
      (.completed, .delegate, .confirmed),
    ])
  func settles(state: HandoffState, side: Side, outcome: HandoffState) {
    #expect(EndTable.settled(state, by: side) == outcome)
  }

  @Test("leaves what is over", arguments: HandoffState.allCases.filter { !$0.isOpen }, Side.allCases)
  func leaves(state: HandoffState, side: Side) {
    #expect(EndTable.settled(state, by: side) == nil)
  }

  @Test(
    "has the delegator adopt what the delegate settled at the delegator's turn",
    arguments: HandoffState.allCases, [HandoffState.withdrawn, .returned, .confirmed])
  func adopts(state: HandoffState, outcome: HandoffState) {
    let expected: EndTable.DelegatorOutcome = state.isOpen ? .adopt(outcome) : .void
    #expect(EndTable.delegator(in: state, receives: outcome, turn: .same) == expected)
  }

  @Test(
    "has the delegator settle anew what the delegate settled without its last move",
    arguments: [
      (HandoffState.offered, HandoffState.withdrawn), (.accepted, .recalled), (.completed, .confirmed),
    ])
  func settlesAnew(state: HandoffState, outcome: HandoffState) {
    #expect(EndTable.delegator(in: state, receives: .returned, turn: .older) == .settleAnew(outcome))
  }

  @Test("knows which outcomes each side can name")
  func outcomes() {
    #expect(EndTable.outcomes(of: .delegator) == [.withdrawn, .recalled, .confirmed])
    #expect(EndTable.outcomes(of: .delegate) == [.withdrawn, .returned, .confirmed])
  }
}
