/// What a handoff's moves come to, read from the messages that tell them: the judge where two records differ.
package struct MoveHistory: Sendable, Equatable {
  package let state: HandoffState
  package let turn: Turn
  /// The message that decided it.
  package let decider: Envelope

  /// Nil where the messages are not whole, or where something else than a move has ended the handoff.
  ///
  /// - Parameters:
  ///   - down: the delegator's messages, in their order.
  ///   - up: the delegate's.
  package init?(down: [Envelope], up: [Envelope]) {
    let moves = down.compactMap { envelope in envelope.message.outcome.map { (envelope, $0) } }
    guard case .offer? = down.first(where: { $0.message.kind != .tombstone })?.message,
      !(down + up).contains(where: \.message.endsApart),
      let last = moves.max(by: { $0.0.turn < $1.0.turn })
    else { return nil }
    var (decider, state) = last
    let turn = decider.turn
    for envelope in up where envelope.turn == turn {
      guard let move = envelope.message.delegateMove,
        case .to(let next) = HandoffTable.delegator(in: state, receives: move, turn: .same)
      else { continue }
      (decider, state) = (envelope, next)
    }
    self.state = state
    self.turn = turn
    self.decider = decider
  }
}

extension Message {
  /// What a handoff is after a delegator's move; nil for any other word.
  fileprivate var outcome: HandoffState? {
    switch self {
    case .offer: .offered
    case .withdraw: DelegatorMove.withdraw.outcome
    case .recall: DelegatorMove.recall.outcome
    case .rework: DelegatorMove.rework.outcome
    case .confirm: DelegatorMove.confirm.outcome
    case .accept, .decline, .complete, .return, .status, .comment, .edit, .retract, .file, .priority, .deadlines, .eta,
      .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync, .resynced, .remind,
      .forgotten:
      nil
    }
  }

  /// Whether it ends a handoff by no move: with its partnership, or because a desk has nothing of it any more.
  fileprivate var endsApart: Bool { kind == .end || kind == .forgotten }
}
