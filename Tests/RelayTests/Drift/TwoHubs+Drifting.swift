import CSQLite
import DeskActions
import Federation
import Foundation
import Logging
import Relay
import SQLiteEngine
import Storage
import StorageContract
import Ticketing

extension TwoHubs {
  var correspondence: HubCarriage {
    get throws {
      HubCarriage(
        storage: self, blobs: try hub(of: vendor).blobs, now: { self.clock.now }, seed: { self.moment().seeded })
    }
  }

  private func comparer(_ correspondence: any Correspondence) -> Comparer {
    Comparer(
      storage: self, correspondence: correspondence, now: { self.clock.now }, seed: { self.moment().seeded },
      logger: Logger(label: "drift") { _ in SwiftLogNoOpLogHandler() })
  }

  private var due: DueComparison { DueComparison(tenant: vendor.tenant, partnership: partnership) }

  /// Compares what is due, as the clock does.
  func compare() async throws -> DriftTally {
    clock.pass(seconds: 600)
    return try await comparer(try correspondence).compare(due, again: clock.now.addingTimeInterval(600))
  }

  func compareAll(by asking: (any Correspondence)? = nil) async throws -> DriftTally {
    try await comparer(asking ?? correspondence).compareAll(due)
  }

  /// Changes a desk's file behind its back.
  func plant(_ sql: String, at actor: Actor) throws {
    let folder = actor.tenant == vendor.tenant ? "a" : "b"
    var database: OpaquePointer?
    guard sqlite3_open(self.folder.appendingPathComponent("\(folder)/baton.sqlite").path, &database) == SQLITE_OK else {
      throw NotPlanted(words: "cannot open")
    }
    defer { sqlite3_close(database) }
    // The hub's own writer may be at it.
    sqlite3_busy_timeout(database, 60_000)
    guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else {
      throw NotPlanted(words: String(cString: sqlite3_errmsg(database)))
    }
    guard sqlite3_changes(database) > 0 else { throw NotPlanted(words: "nothing was changed by \(sql)") }
  }

  struct NotPlanted: Error {
    let words: String
  }

  func driftsLogged(_ actor: Actor) async throws -> [String] {
    try await read(in: actor.tenant) { tx in
      try tx.audit(before: nil, limit: 200).filter { $0.action.hasPrefix("drift.") }.reversed().map { record in
        let kinds = record.facts.compactMap { fact in
          if case .difference(let kind) = fact { kind.rawValue } else { nil }
        }
        return ([record.action] + kinds).joined(separator: " ")
      }
    }
  }
}

extension Moment {
  fileprivate var seeded: UInt64 {
    var moment = self
    return moment.chance()
  }
}
