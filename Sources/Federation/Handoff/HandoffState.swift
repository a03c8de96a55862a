package import Ticketing

package typealias HandoffID = ID<Handoff>
package typealias PartnershipID = ID<Partnership>
package typealias ChainID = ID<Chain>

/// The handoffs from the first desk down to the last. No desk keeps it whole: each knows its neighbours, and what they tell.
package enum Chain {}

package enum HandoffState: String, Sendable, CaseIterable, Codable {
  case offered
  case accepted
  case completed
  case confirmed
  case declined
  case withdrawn
  case recalled
  case returned

  /// Whether the handoff still ties the two desks: it may yet change.
  package var isOpen: Bool {
    switch self {
    case .offered, .accepted, .completed: true
    case .confirmed, .declined, .withdrawn, .recalled, .returned: false
    }
  }

  /// Whether work below this handoff keeps the desk above it from completing or giving back.
  package var isUnderWay: Bool { self == .offered || self == .accepted }
}

/// Which end of a handoff a desk is.
package enum Side: String, Sendable, CaseIterable, Codable {
  /// The desk that handed over.
  case delegator
  /// The desk that received.
  case delegate

  package var other: Side {
    switch self {
    case .delegator: .delegate
    case .delegate: .delegator
    }
  }
}

/// What a delegator does after its offer; each raises the turn.
package enum DelegatorMove: String, Sendable, CaseIterable, Codable {
  case withdraw
  case recall
  case rework
  case confirm

  /// What a handoff is after it.
  var outcome: HandoffState {
    switch self {
    case .withdraw: .withdrawn
    case .recall: .recalled
    case .rework: .accepted
    case .confirm: .confirmed
    }
  }
}

/// What a delegate does; stamped with the turn that it has seen.
package enum DelegateMove: String, Sendable, CaseIterable, Codable {
  case accept
  case decline
  case complete
  case `return`

  /// What a handoff is after it.
  var outcome: HandoffState {
    switch self {
    case .accept: .accepted
    case .decline: .declined
    case .complete: .completed
    case .return: .returned
    }
  }
}
