package import Foundation
package import Ticketing

/// One ticket given over one partnership, as one of its two desks records it.
package struct Handoff: Sendable, Equatable {
  /// The same at both desks.
  package let id: HandoffID
  package let partnership: PartnershipID
  /// This desk's ticket.
  package let ticket: TicketID
  package let side: Side
  package internal(set) var state: HandoffState
  package internal(set) var turn: Turn
  package internal(set) var lane: Lane
  package let chain: ChainTags
  /// The earlier handoff that this one takes up again.
  package let follows: HandoffID?
  package let offeredAt: Date
  /// When the state last changed.
  package internal(set) var since: Date
  /// What the delegator wrote beside the offer.
  package let message: String?
  /// What the delegate's form asks for before it may complete.
  package let requires: [CompletionRequirement]
  package internal(set) var partnerNumber: Int?
  package internal(set) var respondBy: Date?
  package internal(set) var resolveBy: Date?
  package internal(set) var eta: Date?
  package internal(set) var completion: Completion?
  /// Why it was declined, returned, recalled or sent back to work.
  package internal(set) var reason: String?
  /// When a completion confirms itself; kept by the delegator.
  package internal(set) var confirmAt: Date?
  /// Whether `respondBy` passed without an answer.
  package internal(set) var isOverdue: Bool
  /// Whether `resolveBy` passed before the work was done.
  package internal(set) var isLate: Bool
  /// What the other desk last said of its own status.
  package internal(set) var partnerStatus: StatusReport?
  /// What this desk last said of its own.
  package internal(set) var toldStatus: StatusReport?
  /// What the other desk lets this one see of the chain beyond it, nearest first.
  package internal(set) var beyond: [ChainHop]
  /// What this desk last told the other of the chain on its own side.
  package internal(set) var toldChain: [ChainHop]
  /// The sequence number by which the requester's last reply went to the delegate.
  package internal(set) var replySeq: Int

  package init(
    id: HandoffID, partnership: PartnershipID, ticket: TicketID, side: Side, state: HandoffState, turn: Turn,
    lane: Lane, chain: ChainTags, follows: HandoffID?, offeredAt: Date, since: Date, message: String?,
    requires: [CompletionRequirement], partnerNumber: Int?, respondBy: Date?, resolveBy: Date?, eta: Date?,
    completion: Completion?, reason: String?, confirmAt: Date?, isOverdue: Bool, isLate: Bool = false,
    partnerStatus: StatusReport?,
    toldStatus: StatusReport?, beyond: [ChainHop], toldChain: [ChainHop], replySeq: Int
  ) {
    self.id = id
    self.partnership = partnership
    self.ticket = ticket
    self.side = side
    self.state = state
    self.turn = turn
    self.lane = lane
    self.chain = chain
    self.follows = follows
    self.offeredAt = offeredAt
    self.since = since
    self.message = message
    self.requires = requires
    self.partnerNumber = partnerNumber
    self.respondBy = respondBy
    self.resolveBy = resolveBy
    self.eta = eta
    self.completion = completion
    self.reason = reason
    self.confirmAt = confirmAt
    self.isOverdue = isOverdue
    self.isLate = isLate
    self.partnerStatus = partnerStatus
    self.toldStatus = toldStatus
    self.beyond = beyond
    self.toldChain = toldChain
    self.replySeq = replySeq
  }

  /// Whether nothing but the lane tells the two records apart, as when a comment was sent or heard.
  package func isSame(butForLane other: Handoff) -> Bool {
    var same = other
    same.lane = lane
    return self == same
  }

  /// Whether, by this record, the baton is at this desk or beyond it on this desk's own side of the handoff.
  package var holdsBaton: Bool {
    switch side {
    case .delegator: state != .accepted
    case .delegate: state == .accepted
    }
  }

  /// Counts a move of the delegator's. One made after a restore from a backup is later than any made before.
  mutating func raiseTurn() { turn = Turn(epoch: max(turn.epoch, lane.epoch), number: turn.number + 1) }

  mutating func move(to state: HandoffState, at now: Date) {
    self.state = state
    since = now
    if state != .completed { confirmAt = nil }
  }
}

/// What a delegator may ask for before a completion.
package enum CompletionRequirement: String, Sendable, CaseIterable, Codable {
  /// The resolution's text.
  case report
  case serialNumber = "serial_number"
  case minutes
}

/// What a delegate says when the work is done.
package struct Completion: Sendable, Equatable, Codable {
  package let resolution: Resolution
  /// Time spent, in minutes; 0 to 100,000.
  package let minutes: Int?
  package let serialNumber: String?

  package init(resolution: Resolution, minutes: Int? = nil, serialNumber: String? = nil) {
    self.resolution = resolution
    self.minutes = minutes
    self.serialNumber = serialNumber
  }

  package func lacks(_ requirement: CompletionRequirement) -> Bool {
    switch requirement {
    case .report: resolution.text.isEmpty
    case .serialNumber: serialNumber?.isEmpty ?? true
    case .minutes: minutes == nil
    }
  }
}

extension Handoff {
  /// Counts a message of the other desk's as dealt with, where it has no effect any more.
  package mutating func pass(epoch: Int, seq: Int) { lane.pass(epoch: epoch, seq: seq) }
}
