import Mutants

/// Who may read an entry of a ticket's conversation.
package enum Audience: String, Sendable, CaseIterable, Codable {
  /// This desk only.
  case `internal`
  /// The desks in the chain.
  case partner
  /// The requester too.
  case `public`

  /// What may leave, if it may: an internal entry has no such form.
  package var shared: SharedAudience? {
    switch self {
    case .internal: Mutant.internalIsShared.isOn ? .partner : nil
    case .partner: .partner
    case .public: .public
    }
  }
}

/// An audience beyond this desk. There is no internal case, so what is built from it can never carry an internal entry.
package enum SharedAudience: String, Sendable, CaseIterable, Codable {
  case partner
  case `public`

  package var audience: Audience {
    switch self {
    case .partner: .partner
    case .public: .public
    }
  }
}
