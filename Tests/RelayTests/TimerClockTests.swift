import Foundation
import Logging
import Relay
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Running what is due", .timeLimit(.minutes(10)))
struct TimerClockTests {
  @Test("one desk's trouble keeps no other desk waiting")
  func goesOn() async throws {
    try await TwoDesks.run { desks in
      let timers = [desks.sender, desks.receiver].map { DueTimer(tenant: $0, handoff: ID(UUID()), kind: .confirm) }
      let (tried, trying) = AsyncStream<Void>.makeStream()
      let storage = Stumbling(hub: desks.hub) {
        trying.yield()
        throw StorageError.corrupt("a page")
      }
      let clock = TimerClock(
        directory: Due(hub: desks.hub, timers: timers), storage: storage, now: { desks.clock.now }, seed: { 1 },
        logger: Logger(label: "clock") { _ in SwiftLogNoOpLogHandler() })
      try await clock.runDue()
      trying.finish()
      var count = 0
      for await _ in tried { count += 1 }
      #expect(count == 2)
    }
  }
}

/// A directory in which these timers are due.
private struct Due: TenantDirectory {
  let hub: SQLiteHub
  let timers: [DueTimer]

  func create(_ record: DeskRecord) async throws { try await hub.create(record) }
  func tenant(slug: String) async throws -> Tenant? { try await hub.tenant(slug: slug) }
  func tenants() async throws -> [Tenant] { try await hub.tenants() }
  func dueTimers(now: Date, limit: Int) async throws -> [DueTimer] { timers }
  func nextTimer(after now: Date) async throws -> Date? { nil }
  func standInsBehind(limit: Int) async throws -> [StandInBehind] { [] }
  func dueMailAccounts(now: Date, limit: Int) async throws -> [MailAccountKey] { [] }
  func duePolls(now: Date, limit: Int) async throws -> [TenantID] { [] }
  func dueComparisons(now: Date, limit: Int) async throws -> [DueComparison] { [] }
  func census() async throws -> HubCensus { try await hub.census() }
  func deskCensuses(seenSince: Date) async throws -> [DeskCensus] { try await hub.deskCensuses(seenSince: seenSince) }
  func deliveryPiles(of tenant: TenantID) async throws -> [DeliveryPile] { try await hub.deliveryPiles(of: tenant) }
  func migrations() async throws -> [Int] { try await hub.migrations() }
  func examine(now: Date) async throws -> [Finding] { [] }
}
