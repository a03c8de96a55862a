import Mutants

/// The tables of `protocol.md`, section 2, cell by cell. No switch has a default, so that a cell left open does not compile.
package enum HandoffTable {
  /// What comes of a desk's own move.
  package enum Decision: Sendable, Equatable {
    case to(HandoffState)
    case refused
  }

  /// What comes of the other desk's move.
  package enum Reception: Sendable, Equatable {
    case to(HandoffState)
    /// Crossed by a move of this desk's: kept in the timeline, without effect.
    case void
    /// Heard before.
    case ignored
    /// Cannot happen between desks that kept their records: park it and resynchronise.
    case impossible
  }

  package static func delegator(in state: HandoffState, makes move: DelegatorMove) -> Decision {
    switch (state, move) {
    case (.offered, .withdraw): .to(.withdrawn)
    case (.offered, .recall), (.offered, .rework), (.offered, .confirm): .refused
    case (.accepted, .recall): .to(.recalled)
    case (.accepted, .withdraw): Mutant.acceptedIsWithdrawn.isOn ? .to(.withdrawn) : .refused
    case (.accepted, .rework), (.accepted, .confirm): .refused
    case (.completed, .recall): .to(.recalled)
    case (.completed, .rework): .to(.accepted)
    case (.completed, .confirm): .to(.confirmed)
    case (.completed, .withdraw): .refused
    case (.confirmed, _), (.declined, _), (.withdrawn, _), (.recalled, _), (.returned, _): .refused
    }
  }

  package static func delegate(in state: HandoffState, makes move: DelegateMove) -> Decision {
    switch (state, move) {
    case (.offered, .accept): .to(.accepted)
    case (.offered, .decline): .to(.declined)
    case (.offered, .complete), (.offered, .return): .refused
    case (.accepted, .complete): .to(.completed)
    case (.accepted, .return): .to(.returned)
    case (.accepted, .accept), (.accepted, .decline): .refused
    case (.completed, .complete): Mutant.completedTwice.isOn ? .to(.completed) : .refused
    case (.completed, _), (.confirmed, _), (.declined, _), (.withdrawn, _), (.recalled, _), (.returned, _): .refused
    }
  }

  package static func delegator(in state: HandoffState, receives move: DelegateMove, turn: TurnAge) -> Reception {
    switch (state, move, turn) {
    case (_, _, .older): .void
    case (_, _, .newer): .impossible
    case (.offered, .accept, .same): .to(.accepted)
    case (.offered, .decline, .same): .to(.declined)
    case (.offered, .complete, .same), (.offered, .return, .same): .impossible
    case (.accepted, .complete, .same): .to(.completed)
    case (.accepted, .return, .same): .to(Mutant.returnCountsAsCompletion.isOn ? .completed : .returned)
    case (.accepted, .accept, .same), (.accepted, .decline, .same): .impossible
    case (.completed, _, .same): .void
    case (.confirmed, _, .same), (.declined, _, .same), (.withdrawn, _, .same), (.recalled, _, .same),
      (.returned, _, .same):
      .void
    }
  }

  package static func delegate(in state: HandoffState, receives move: DelegatorMove, turn: TurnAge) -> Reception {
    switch (state, move, turn) {
    case (_, _, .older), (_, _, .same): .ignored
    case (.offered, .withdraw, .newer): .to(.withdrawn)
    case (.offered, .recall, .newer), (.offered, .rework, .newer), (.offered, .confirm, .newer): .impossible
    case (.accepted, .withdraw, .newer): Mutant.withdrawalComesTooLate.isOn ? .ignored : .to(.withdrawn)
    case (.accepted, .recall, .newer): .to(.recalled)
    case (.accepted, .rework, .newer), (.accepted, .confirm, .newer): .impossible
    case (.completed, .withdraw, .newer): .to(.withdrawn)
    case (.completed, .recall, .newer): Mutant.recallComesTooLate.isOn ? .ignored : .to(.recalled)
    case (.completed, .rework, .newer): Mutant.reworkIsNotHeard.isOn ? .ignored : .to(.accepted)
    case (.completed, .confirm, .newer): Mutant.confirmationIsNotHeard.isOn ? .ignored : .to(.confirmed)
    case (.declined, .withdraw, .newer), (.returned, .withdraw, .newer):
      Mutant.declineIsFinal.isOn ? .ignored : .to(.withdrawn)
    case (.declined, .recall, .newer), (.returned, .recall, .newer):
      Mutant.returnIsFinal.isOn ? .impossible : .to(.recalled)
    case (.declined, .rework, .newer), (.declined, .confirm, .newer): .impossible
    case (.returned, .rework, .newer), (.returned, .confirm, .newer): .impossible
    // Ended by the delegator, or by the end of the partnership at this desk: the delegator's later word stands.
    case (.confirmed, .withdraw, .newer), (.withdrawn, .withdraw, .newer), (.recalled, .withdraw, .newer):
      .to(.withdrawn)
    case (.confirmed, .recall, .newer), (.withdrawn, .recall, .newer), (.recalled, .recall, .newer): .to(.recalled)
    case (.confirmed, .confirm, .newer), (.withdrawn, .confirm, .newer), (.recalled, .confirm, .newer):
      .to(.confirmed)
    case (.confirmed, .rework, .newer), (.withdrawn, .rework, .newer), (.recalled, .rework, .newer): .ignored
    }
  }

  /// The moves that a delegator may make now; for a refusal's words.
  package static func moves(ofDelegatorIn state: HandoffState) -> [String] {
    DelegatorMove.allCases.filter { delegator(in: state, makes: $0) != .refused }.map(\.rawValue)
  }

  /// The moves that a delegate may make now; for a refusal's words.
  package static func moves(ofDelegateIn state: HandoffState) -> [String] {
    DelegateMove.allCases.filter { delegate(in: state, makes: $0) != .refused }.map(\.rawValue)
  }
}
