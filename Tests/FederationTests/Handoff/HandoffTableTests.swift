import Federation
import Testing

/// The tables of the protocol's section 2, written out again from its text.
@Suite("The table of moves")
struct HandoffTableTests {
  private static let ended: [HandoffState] = [.confirmed, .declined, .withdrawn, .recalled, .returned]

  @Test("says what a delegator may do", arguments: HandoffState.allCases, DelegatorMove.allCases)
  func delegatorMakes(state: HandoffState, move: DelegatorMove) {
    let allowed: [HandoffState: [DelegatorMove: HandoffState]] = [
      .offered: [.withdraw: .withdrawn],
      .accepted: [.recall: .recalled],
      .completed: [.recall: .recalled, .rework: .accepted, .confirm: .confirmed],
    ]
    let expected = allowed[state]?[move].map(HandoffTable.Decision.to) ?? .refused
    #expect(HandoffTable.delegator(in: state, makes: move) == expected)
  }

  @Test("says what a delegate may do", arguments: HandoffState.allCases, DelegateMove.allCases)
  func delegateMakes(state: HandoffState, move: DelegateMove) {
    let allowed: [HandoffState: [DelegateMove: HandoffState]] = [
      .offered: [.accept: .accepted, .decline: .declined],
      .accepted: [.complete: .completed, .return: .returned],
    ]
    let expected = allowed[state]?[move].map(HandoffTable.Decision.to) ?? .refused
    #expect(HandoffTable.delegate(in: state, makes: move) == expected)
  }

  @Test(
    "applies a delegate's move at the delegator's own turn, in a state that permits it",
    arguments: HandoffState.allCases, DelegateMove.allCases)
  func delegatorReceives(state: HandoffState, move: DelegateMove) {
    let permitted: [HandoffState: [DelegateMove: HandoffState]] = [
      .offered: [.accept: .accepted, .decline: .declined],
      .accepted: [.complete: .completed, .return: .returned],
    ]
    let isOver = state == .completed || Self.ended.contains(state)
    let expected = permitted[state]?[move].map(HandoffTable.Reception.to) ?? (isOver ? .void : .impossible)
    #expect(HandoffTable.delegator(in: state, receives: move, turn: .same) == expected)
    #expect(HandoffTable.delegator(in: state, receives: move, turn: .older) == .void)
    #expect(HandoffTable.delegator(in: state, receives: move, turn: .newer) == .impossible)
  }

  @Test(
    "has a delegate adopt every later move that the delegator can have made",
    arguments: HandoffState.allCases, DelegatorMove.allCases)
  func delegateReceives(state: HandoffState, move: DelegatorMove) {
    let adopted: [HandoffState: [DelegatorMove: HandoffState]] = [
      .offered: [.withdraw: .withdrawn],
      .accepted: [.withdraw: .withdrawn, .recall: .recalled],
      .completed: [.withdraw: .withdrawn, .recall: .recalled, .rework: .accepted, .confirm: .confirmed],
      .declined: [.withdraw: .withdrawn, .recall: .recalled],
      .returned: [.withdraw: .withdrawn, .recall: .recalled],
      // Only the end of a partnership leads here before the delegator's move is heard.
      .confirmed: [.withdraw: .withdrawn, .recall: .recalled, .confirm: .confirmed],
      .withdrawn: [.withdraw: .withdrawn, .recall: .recalled, .confirm: .confirmed],
      .recalled: [.withdraw: .withdrawn, .recall: .recalled, .confirm: .confirmed],
    ]
    let endedByDelegator: Set<HandoffState> = [.confirmed, .withdrawn, .recalled]
    let expected =
      adopted[state]?[move].map(HandoffTable.Reception.to)
      ?? (endedByDelegator.contains(state) ? .ignored : .impossible)
    #expect(HandoffTable.delegate(in: state, receives: move, turn: .newer) == expected)
    #expect(HandoffTable.delegate(in: state, receives: move, turn: .same) == .ignored)
    #expect(HandoffTable.delegate(in: state, receives: move, turn: .older) == .ignored)
  }

  @Test("names the moves that are left, for a refusal's words")
  func names() {
    #expect(HandoffTable.moves(ofDelegatorIn: .completed) == ["recall", "rework", "confirm"])
    #expect(HandoffTable.moves(ofDelegatorIn: .offered) == ["withdraw"])
    #expect(HandoffTable.moves(ofDelegateIn: .offered) == ["accept", "decline"])
    #expect(HandoffTable.moves(ofDelegateIn: .accepted) == ["complete", "return"])
    for state in Self.ended {
      #expect(HandoffTable.moves(ofDelegatorIn: state).isEmpty)
      #expect(HandoffTable.moves(ofDelegateIn: state).isEmpty)
    }
  }
}
