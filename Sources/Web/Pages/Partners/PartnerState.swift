import Federation

/// Where a partnership stands, in people's words.
struct PartnerState {
  let name: String
  /// The style sheet's name of the colour.
  let category: String

  init(_ partnership: Partnership, _ catalogue: Catalogue) {
    let (word, tone) = Self.word(of: partnership)
    name = catalogue["partners.state_\(word)"]
    category = tone
  }

  /// The key of its word, and the category of status whose colour it has.
  package static func word(of partnership: Partnership) -> (word: String, tone: String) {
    switch partnership.phase {
    case .invited: ("invited", "new")
    case .declined: ("declined", "cancelled")
    case .ended: ("ended", "closed")
    case .joined:
      switch (partnership.isSuspendedHere, partnership.isSuspendedThere) {
      case (false, false): ("linked", "resolved")
      case (true, false): ("paused_here", "onHold")
      case (false, true): ("paused_there", "onHold")
      case (true, true): ("paused_both", "onHold")
      }
    }
  }
}

extension Partnership {
  /// Whether it can still change: it is not over.
  var isOpen: Bool { phase == .invited || phase == .joined }

  /// The key of the sentence that tells who may hand tickets to whom.
  package var directionKey: String {
    switch (partner?.receives ?? true, receives) {
    case (true, true): "partners.direction_both"
    case (true, false): "partners.direction_out"
    case (false, true): "partners.direction_in"
    case (false, false): "partners.direction_none"
    }
  }
}
