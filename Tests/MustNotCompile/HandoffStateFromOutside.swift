// expect: 'state' setter is inaccessible

import Federation

/// A handoff moves by the tables only.
func confirm(_ handoff: inout Handoff) { handoff.state = .confirmed }
