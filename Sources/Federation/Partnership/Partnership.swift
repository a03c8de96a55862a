package import Foundation
import Ticketing

package enum PartnershipState: String, Sendable, CaseIterable, Codable {
  case invited
  case active
  case suspended
  case ended
  case declined
}

/// What two desks agreed, as one of them records it.
package struct Partnership: Sendable, Equatable {
  /// The same at both desks.
  package let id: PartnershipID
  /// This desk's own word for the partner.
  package internal(set) var name: String
  /// Whether this desk invited; its messages on the partnership's own lane go `down`.
  package let isInviter: Bool
  /// Nil until the invitation is accepted.
  package internal(set) var partner: PartnerDesk?
  package internal(set) var phase: Phase
  package internal(set) var isSuspendedHere: Bool
  package internal(set) var isSuspendedThere: Bool
  /// Whether this desk takes offers.
  package internal(set) var receives: Bool
  package internal(set) var sharing: SharingRules
  /// Nil while the default, which passes the checker, is in force.
  package internal(set) var mapping: Mapping?
  package internal(set) var settings: PartnershipSettings
  package internal(set) var lane: Lane
  package let createdAt: Date

  package enum Phase: String, Sendable, CaseIterable, Codable {
    case invited
    case joined
    case declined
    case ended
  }

  package init(
    id: PartnershipID, name: String, isInviter: Bool, partner: PartnerDesk?, phase: Phase, isSuspendedHere: Bool,
    isSuspendedThere: Bool, receives: Bool, sharing: SharingRules, mapping: Mapping?,
    settings: PartnershipSettings, lane: Lane, createdAt: Date
  ) {
    self.id = id
    self.name = name
    self.isInviter = isInviter
    self.partner = partner
    self.phase = phase
    self.isSuspendedHere = isSuspendedHere
    self.isSuspendedThere = isSuspendedThere
    self.receives = receives
    self.sharing = sharing
    self.mapping = mapping
    self.settings = settings
    self.lane = lane
    self.createdAt = createdAt
  }

  package var state: PartnershipState {
    switch phase {
    case .invited: .invited
    case .joined: isSuspendedHere || isSuspendedThere ? .suspended : .active
    case .declined: .declined
    case .ended: .ended
    }
  }

  /// The partner's own name where it is known, else this desk's word for it.
  package var partnerName: String { partner?.name ?? name }

  package var outboundDirection: Envelope.Direction { isInviter ? .down : .up }
}

/// The desk at the other end, as it told of itself.
package struct PartnerDesk: Sendable, Equatable, Codable {
  package internal(set) var name: String
  package let federationID: FederationID
  package internal(set) var terms: Terms?

  package init(name: String, federationID: FederationID, terms: Terms?) {
    self.name = name
    self.federationID = federationID
    self.terms = terms
  }

  /// Whether it takes offers; assumed until it says otherwise.
  package var receives: Bool { terms?.receives ?? true }
}

/// How one desk wants to work with one partner.
package struct PartnershipSettings: Sendable, Equatable, Codable {
  /// After how many days a completion confirms itself; 1 to 90, 7 unless told.
  package var confirmAfterDays: Int
  /// Whether a completion sets this desk's ticket to resolved at once, instead of back to in progress to be verified.
  package var resolvesOnCompletion: Bool
  /// Whether the partner's public words wait until this desk releases them to the requester.
  package var holdsPublicWords: Bool
  /// Whether an offer is withdrawn by itself when `respondBy` passes.
  package var withdrawsUnanswered: Bool
  /// What the partner's form asks for before it may complete.
  package var requires: [CompletionRequirement]

  package init(
    confirmAfterDays: Int = 7, resolvesOnCompletion: Bool = false, holdsPublicWords: Bool = false,
    withdrawsUnanswered: Bool = false, requires: [CompletionRequirement] = []
  ) {
    self.confirmAfterDays = confirmAfterDays
    self.resolvesOnCompletion = resolvesOnCompletion
    self.holdsPublicWords = holdsPublicWords
    self.withdrawsUnanswered = withdrawsUnanswered
    self.requires = requires
  }
}
