import DeskActions
import Foundation
import Storage
import Ticketing
import Web

/// What the operator's pages see of the hub: counts, and the state of process and storage.
struct StoreOverview: HubOverview {
  let store: any HubStore
  let now: @Sendable () -> Date
  let seed: @Sendable () -> UInt64
  let sendsMail: Bool

  func desks(seenSince: Date) async throws -> [DeskCensus] { try await store.deskCensuses(seenSince: seenSince) }

  func piles(of tenant: TenantID) async throws -> [DeliveryPile] { try await store.deliveryPiles(of: tenant) }

  func health() async throws -> HubHealth {
    let storage = try await store.health()
    let withheld = try await store.withheldMails(since: now().addingTimeInterval(-3_600))
    let held = RequesterMail.Withholding.limits.reduce(0) { $0 + (withheld[$1] ?? 0) }
    return HubHealth(
      version: Version.current, startedAt: ProcessMeasures.startTime.map { Date(timeIntervalSince1970: $0) },
      memoryBytes: ProcessMeasures.residentBytes.map { Int($0) }, databaseBytes: storage.databaseBytes,
      logBytes: storage.logBytes, diskFreeBytes: storage.freeBytes, lastBackup: storage.lastBackup,
      writesPerCommit: storage.writesPerCommit,
      schema: try await store.migrations().last ?? 0, sendsMail: sendsMail, withheldMails: held)
  }

  func examine() async throws -> [Finding] { try await store.examine(now: now()) }

  func retryFailed(at tenant: TenantID, from address: String?) async throws -> Int {
    let started = Moment(now: now(), seed: seed())
    return try await store.write(in: tenant) { tx in
      var moment = started
      return try RetryForOperator(from: address).perform(in: tx, &moment)
    }
  }
}
