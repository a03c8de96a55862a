package import Foundation
package import Storage
package import Ticketing

/// What the hub's operator sees of all desks together. Pages have no other view beyond one desk: who implements it counts,
/// and hands out no word that anybody wrote.
package protocol HubOverview: Sendable {
  /// - Parameter seenSince: sessions that were seen before do not count as open.
  func desks(seenSince: Date) async throws -> [DeskCensus]
  func piles(of tenant: TenantID) async throws -> [DeliveryPile]
  func health() async throws -> HubHealth
  /// Looks for damage; it reads everything and may take long.
  func examine() async throws -> [Finding]
  /// Tries what failed at a desk again, and writes so into that desk's log.
  ///
  /// - Returns: how many messages were tried.
  func retryFailed(at tenant: TenantID, from address: String?) async throws -> Int
}

/// How the process and its storage are.
package struct HubHealth: Sendable {
  package let version: String
  /// What the system does not tell is nil.
  package let startedAt: Date?
  package let memoryBytes: Int?
  package let databaseBytes: Int
  /// Of the write-ahead log.
  package let logBytes: Int?
  package let diskFreeBytes: Int?
  /// When this process last made a backup.
  package let lastBackup: Date?
  /// How many writes share a commit, on average since the start; nil before the first.
  package let writesPerCommit: Double?
  /// The number of the newest change of the schema.
  package let schema: Int
  /// Whether there is a mail server to send through.
  package let sendsMail: Bool
  /// Mails to requesters that limits held back within an hour.
  package let withheldMails: Int

  package init(
    version: String, startedAt: Date?, memoryBytes: Int?, databaseBytes: Int, logBytes: Int?, diskFreeBytes: Int?,
    lastBackup: Date?, writesPerCommit: Double?, schema: Int, sendsMail: Bool, withheldMails: Int
  ) {
    self.version = version
    self.startedAt = startedAt
    self.memoryBytes = memoryBytes
    self.databaseBytes = databaseBytes
    self.logBytes = logBytes
    self.diskFreeBytes = diskFreeBytes
    self.lastBackup = lastBackup
    self.writesPerCommit = writesPerCommit
    self.schema = schema
    self.sendsMail = sendsMail
    self.withheldMails = withheldMails
  }
}

/// What the operator's pages need: handed in by the executable.
package struct OperatorNeeds: Sendable {
  package let overview: any HubOverview
  package let sessions: OperatorSessions
  let examination = Examination()

  package init(overview: any HubOverview, sessions: OperatorSessions) {
    self.overview = overview
    self.sessions = sessions
  }
}
