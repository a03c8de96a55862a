package import Federation
package import Foundation
package import Ticketing

/// A lane of one tenant's, to which its messages wait to be brought.
package struct LaneKey: Sendable, Hashable {
  package let tenant: TenantID
  package let lane: LaneID

  package init(tenant: TenantID, lane: LaneID) {
    self.tenant = tenant
    self.lane = lane
  }
}

/// A lane that this relay may work on until `until`. The fence rises with every claim, so that a claimant whose lease ran
/// out writes nothing.
package struct LaneClaim: Sendable, Equatable {
  package let key: LaneKey
  package let fence: Int
  package let until: Date
  /// How often the lane's first message has failed in a row.
  package let failures: Int
  /// How often in a row a worker was lost, or hung, while it worked on the lane, and nobody knows what came of its first
  /// message.
  package let stumbles: Int
  /// The messages that wait, in order; none behind a parked one.
  package let waiting: [Delivery]
  /// The way of the first of them; nil where there is none.
  package let route: LaneRoute?

  package init(
    key: LaneKey, fence: Int, until: Date, failures: Int, stumbles: Int, waiting: [Delivery], route: LaneRoute?
  ) {
    self.key = key
    self.fence = fence
    self.until = until
    self.failures = failures
    self.stumbles = stumbles
    self.waiting = waiting
    self.route = route
  }
}

/// Who sends a lane's messages, and to which tenant.
package struct LaneRoute: Sendable, Equatable {
  package let receiver: TenantID
  /// The sending desk, by its name and by the id that its partners know.
  package let sender: String
  package let federationID: FederationID
  /// The epoch in which it speaks over the partnership.
  package let epoch: Int

  package init(receiver: TenantID, sender: String, federationID: FederationID, epoch: Int) {
    self.receiver = receiver
    self.sender = sender
    self.federationID = federationID
    self.epoch = epoch
  }
}

extension DeskReader {
  /// The way of a lane's messages over a partnership; nil where this hub knows none.
  package func route(over partnership: PartnershipID) throws -> LaneRoute? {
    guard let receiver = try peer(of: partnership), let record = try deskRecord(),
      let epoch = try self.partnership(partnership)?.lane.epoch
    else { return nil }
    return LaneRoute(
      receiver: receiver, sender: record.tenant.name, federationID: record.federationID, epoch: epoch)
  }
}

/// What became of the messages of a claimed lane.
package struct LaneReport: Sendable, Equatable {
  /// Delivered, in order.
  package var done: [DeliveryID]
  /// Gave up on; it holds the lane until a person retries or drops it.
  package var parked: DeliveryID?
  package var parkReason: ParkReason?
  package var attempts: [Attempt]
  /// When to try the next one; nil where nothing failed.
  package var retryAt: Date?
  /// The other desk lacks messages from here on: they are sent again.
  package var resendFrom: (epoch: Int, seq: Int)?

  package init(
    done: [DeliveryID] = [], parked: DeliveryID? = nil, parkReason: ParkReason? = nil, attempts: [Attempt] = [],
    retryAt: Date? = nil, resendFrom: (epoch: Int, seq: Int)? = nil
  ) {
    self.done = done
    self.parked = parked
    self.parkReason = parkReason
    self.attempts = attempts
    self.retryAt = retryAt
    self.resendFrom = resendFrom
  }

  package static func == (left: LaneReport, right: LaneReport) -> Bool {
    left.done == right.done && left.parked == right.parked && left.parkReason == right.parkReason
      && left.attempts == right.attempts && left.retryAt == right.retryAt
      && left.resendFrom?.epoch == right.resendFrom?.epoch && left.resendFrom?.seq == right.resendFrom?.seq
  }
}

extension LaneReport {
  /// When the message that the lane begins with now is to be tried; nil where it has not failed. What was tried may have
  /// been cancelled meanwhile, or stand behind what is sent again: the next one waits for nothing, and its tries are its own.
  package func retryAt(ofHead head: DeliveryID?) -> Date? { attempts.last?.delivery == head ? retryAt : nil }
}

/// The hub-wide view of what waits to be delivered: lane keys, times and leases, no content but through a claim.
package protocol DeliveryQueue: Sendable {
  /// The lanes that a commit made ready, as soon as it is on disk. One consumer. A lost wake-up costs a slow poll.
  var wakeUps: AsyncStream<LaneKey> { get }

  /// Claims one lane, if it is ready and nobody works on it; at most `limit` of its messages come with the claim.
  func claim(_ key: LaneKey, limit: Int, now: Date, until: Date) async throws -> LaneClaim?

  /// Ready lanes, those of each tenant in turn, at most `limit`.
  func readyLanes(now: Date, limit: Int) async throws -> [LaneKey]

  /// When the next lane that waits for its time becomes ready; nil where none does.
  func nextReady(after now: Date) async throws -> Date?

  /// Writes what became of them and gives the lane back. Returns false, and writes nothing, where the fence has risen.
  func report(_ report: LaneReport, for claim: LaneClaim, now: Date) async throws -> Bool

  /// Frees a lane that was, or may have been, claimed until then, by one to whom the storage could not say what came of the
  /// claim or of its report. It is no lost worker's: nothing is known against the lane's message.
  ///
  /// - Parameter fence: the claim's, where it is known; then no other's lease is ended that ends at the same moment.
  func release(_ key: LaneKey, claimedUntil: Date, fence: Int?) async throws
}
