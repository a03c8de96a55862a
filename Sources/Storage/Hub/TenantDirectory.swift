package import Federation
package import Foundation
package import Ticketing

/// Something that is due at a desk because of its time.
package struct DueTimer: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A completion confirms itself.
    case confirm
    /// `respondBy` passed.
    case respond
    /// `resolveBy` passed.
    case resolve
  }

  package let tenant: TenantID
  package let handoff: HandoffID
  package let kind: Kind

  package init(tenant: TenantID, handoff: HandoffID, kind: Kind) {
    self.tenant = tenant
    self.handoff = handoff
    self.kind = kind
  }
}

/// The hub-wide view of who is on it.
package protocol TenantDirectory: Sendable {
  /// - Throws: `SlugTaken`.
  func create(_ record: DeskRecord) async throws
  func tenant(slug: String) async throws -> Tenant?
  /// Companies' desks, and not those that stand in for external ones; oldest first.
  func tenants() async throws -> [Tenant]
  func dueTimers(now: Date, limit: Int) async throws -> [DueTimer]
  /// When the next timer falls due; nil where none runs.
  func nextTimer(after now: Date) async throws -> Date?
  /// The partnerships that are to be compared, the longest due first: each at the desk that invited, whose part it is to
  /// ask, where its partner is on this hub too.
  func dueComparisons(now: Date, limit: Int) async throws -> [DueComparison]
  /// The stand-ins whose external desk is to be asked now, the longest due first.
  func duePolls(now: Date, limit: Int) async throws -> [TenantID]
  /// The mail accounts that are to be visited now, the longest due first.
  func dueMailAccounts(now: Date, limit: Int) async throws -> [MailAccountKey]
  /// The connections that were changed, and whose stand-ins have not followed.
  func standInsBehind(limit: Int) async throws -> [StandInBehind]
  /// Counts what there is, for the operator's eyes.
  func census() async throws -> HubCensus
  /// Counts what there is at each desk, oldest desk first.
  ///
  /// - Parameter seenSince: sessions that were seen before do not count as open.
  func deskCensuses(seenSince: Date) async throws -> [DeskCensus]
  /// What of a desk's waits, failed or is missing, alike together, the oldest first.
  func deliveryPiles(of tenant: TenantID) async throws -> [DeliveryPile]
  /// The numbers of the changes to the schema that were made here.
  func migrations() async throws -> [Int]
  /// Looks for damage, and for whatever contradicts something else.
  func examine(now: Date) async throws -> [Finding]
}

package struct SlugTaken: Error, Equatable, Sendable {
  package let slug: String

  package init(slug: String) { self.slug = slug }
}
