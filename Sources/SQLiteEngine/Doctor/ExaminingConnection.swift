import Foundation
import GRDB
import SQLStorage
import Storage

/// A connection of the doctor's own: it reads for as long as it takes, sorts on disk instead of in memory, and keeps none
/// of those that serve people busy.
final class ExaminingConnection: Sendable {
  private let queue: DatabaseQueue
  private let thread = BlobThread(named: "baton-doctor")

  init(_ path: String) throws {
    var configuration = Configuration()
    configuration.label = "baton-doctor"
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { database in
      for pragma in ["temp_store = FILE", "cache_size = -16384", "trusted_schema = OFF", "cell_size_check = ON"] {
        try database.execute(sql: "PRAGMA \(pragma)")
      }
    }
    do { queue = try DatabaseQueue(path: path, configuration: configuration) } catch let error as DatabaseError {
      throw StorageError(error)
    }
  }

  /// Runs a body on one snapshot.
  func read<Value: Sendable>(_ body: @escaping @Sendable (SQLiteConnection) throws -> Value) async throws -> Value {
    try await thread.run { [queue] in
      do {
        return try queue.inDatabase { database in
          let connection = SQLiteConnection(database)
          try connection.execute(Statement("BEGIN", scope: .hub), [])
          defer { _ = try? connection.execute(Statement("COMMIT", scope: .hub), []) }
          return try body(connection)
        }
      } catch let error as DatabaseError {
        throw StorageError(error)
      }
    }
  }

  func close() throws { try queue.close() }
}
