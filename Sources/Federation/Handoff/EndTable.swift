import Mutants

/// What becomes of a handoff when its partnership ends (`protocol.md`, section 5). End beats everything.
package enum EndTable {
  /// The state that a desk settles an open handoff in when it ends the partnership; nil where nothing is open.
  package static func settled(_ state: HandoffState, by side: Side) -> HandoffState? {
    switch (state, side) {
    case (.offered, _): Mutant.endLeavesOffers.isOn ? nil : .withdrawn
    case (.accepted, .delegator): .recalled
    case (.accepted, .delegate): Mutant.endSettlesWrongly.isOn ? .confirmed : .returned
    case (.completed, _): .confirmed
    case (.confirmed, _), (.declined, _), (.withdrawn, _), (.recalled, _), (.returned, _): nil
    }
  }

  /// The states in which a desk can have settled a handoff; anything else is no word of a desk that keeps its records.
  package static func outcomes(of side: Side) -> Set<HandoffState> {
    Set(HandoffState.allCases.compactMap { settled($0, by: side) })
  }

  /// What the delegator's record becomes when the delegate ends the partnership.
  package enum DelegatorOutcome: Sendable, Equatable {
    /// The delegate settled it at the delegator's own turn: both agree.
    case adopt(HandoffState)
    /// The delegate had not seen the delegator's last move: the delegator settles it anew and says so.
    case settleAnew(HandoffState)
    case void
  }

  package static func delegator(
    in state: HandoffState, receives outcome: HandoffState, turn: TurnAge
  ) -> DelegatorOutcome {
    switch (state, turn) {
    case (.offered, .same), (.accepted, .same), (.completed, .same): .adopt(outcome)
    case (.offered, .older), (.offered, .newer): .settleAnew(.withdrawn)
    case (.accepted, .older), (.accepted, .newer): .settleAnew(.recalled)
    case (.completed, .older), (.completed, .newer): .settleAnew(.confirmed)
    case (.confirmed, _), (.declined, _), (.withdrawn, _), (.recalled, _), (.returned, _): .void
    }
  }
}
