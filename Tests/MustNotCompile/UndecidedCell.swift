// expect: switch must be exhaustive

import Federation

/// A table over states and turns leaves no cell open.
func outcome(_ state: HandoffState, _ turn: TurnAge) -> Bool {
  switch (state, turn) {
  case (.offered, _), (.accepted, .same), (.accepted, .older), (.completed, _): true
  case (.confirmed, _), (.declined, _), (.withdrawn, _), (.recalled, _), (.returned, _): false
  }
}
