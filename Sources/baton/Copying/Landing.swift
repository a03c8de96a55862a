import Foundation
import PostgresEngine
import SQLStorage
import SQLiteEngine
import Storage

/// Brings a hub that is lent into a database, and tells how far that has come. For the operator: what goes wrong is said in
/// words.
struct Landing {
  private let arrival: Arrival

  /// - Parameters:
  ///   - source: stands for what is brought; what the same source has begun there, and not ended, is gone on with.
  ///   - isRepeatable: false where it is never the same twice; then what was begun is taken away first.
  init(at address: DatabaseAddress, of source: String, isRepeatable: Bool, now: Date) throws {
    arrival = try Self.inWords {
      let arrival = try Arrival(at: address, now: now)
      try arrival.begin(of: source, isRepeatable: isRepeatable)
      return arrival
    }
  }

  /// - Returns: the hashes of attachments whose bytes cannot be had.
  func take(_ moment: any HubMoment, _ progress: BackupProgress.Listener) throws -> Set<String> {
    try Self.inWords {
      try arrival.take(moment) { try progress(BackupProgress(Self.word($0), done: $1, total: $2)) }
    }
  }

  private static func inWords<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let failure as ArrivalFailure {
      throw OperationRefusal(failure.description)
    } catch let error as StorageError {
      throw StartFailure(ofDatabase: error) ?? error
    }
  }

  private static func word(_ step: Arrival.Step) -> BackupProgress.Step {
    switch step {
    case .rows: .rows
    case .files: .files
    case .comparing: .comparing
    case .verifying: .verifying
    }
  }
}
