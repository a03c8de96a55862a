import Foundation
import PostgresEngine
import SQLStorage
import SQLiteEngine

/// In a database the demonstration appears as a copy of one that was made in a directory: whole, or not at all.
extension DemoPreparation {
  private var draft: HubPlace { HubPlace(data: place.data + "/draft") }

  /// Leaves a whole demonstration in the database, and its record in the directory.
  ///
  /// - Throws: `OperationRefusal` where another hub is there.
  func settle(in database: DatabaseAddress) async throws {
    if try record.desks() == nil {
      guard try !isFounded(database) else {
        throw OperationRefusal("the database holds another hub, not a demonstration: take another one")
      }
      let desks = try await DemoPreparation(place: draft, level: level, isLocal: isLocal)()
      try NodeKeys(directory: place.data).place(copyOf: draft.data + "/baton.keys")
      try record.keep(desks)
    }
    // Goes last: as long as it is there, it may not have arrived.
    guard FileManager.default.fileExists(atPath: draft.data) else { return }
    if (try? isFounded(database)) != true { try await copyDraft(to: database) }
    do { try FileManager.default.removeItem(atPath: draft.data) } catch is CocoaError {
      throw OperationRefusal("\(draft.data) cannot be removed")
    }
  }

  private func isFounded(_ database: DatabaseAddress) throws -> Bool {
    do { return try PostgresHub.isFounded(at: database) } catch { throw StartFailure(ofDatabase: error) ?? error }
  }

  private func copyDraft(to database: DatabaseAddress) async throws {
    try await DemoPreparation(place: draft, level: level, isLocal: isLocal).open(mayFound: false) { hub in
      guard let store = hub.store as? SQLiteHub else { return }
      let now = hub.now()
      _ = try await store.lend { moment in
        guard let mark = try moment.mark() else { throw OperationRefusal("the demonstration has no desk") }
        return try Landing(at: database, of: mark, isRepeatable: true, now: now).take(moment) { _ in }
      }
    }
  }
}
