/// A handoff together with the partnership that it goes over.
package struct Leg: Sendable, Equatable {
  package internal(set) var handoff: Handoff
  package let partnership: Partnership

  package init(handoff: Handoff, partnership: Partnership) {
    self.handoff = handoff
    self.partnership = partnership
  }

  /// Whether this desk has yet to learn from the other one what happened since the backup that it was restored from.
  package var isRecovering: Bool { handoff.lane.recovery != nil }

  func requireNotRecovering() throws(HandoffRefusal) {
    if isRecovering { throw .recovering(partner: partnership.partnerName) }
  }
}
