import Foundation
import SQLStorage
import Synchronization

/// That this node serves the database, as the others see it: a lock that goes with its connection, however that ends.
///
/// A node whose connection was lost passes for dead. Then a node that starts may free what it holds leases of; the fences
/// rise with the next claim, so that nothing is done twice.
final class Presence: Sendable {
  private let connection: Mutex<PostgresConnection?>

  /// Brings the schema up to date and begins to serve; one node at a time does so.
  ///
  /// - Parameters:
  ///   - migrate: brings the schema up to date.
  ///   - takeOver: is run where no other node serves: whoever held a lease is dead.
  init(
    at address: DatabaseAddress, migrate: (PostgresConnection) throws -> Void,
    takeOver: (PostgresConnection) throws -> Void
  ) throws {
    let opened = try Self.begin(at: address)
    try migrate(opened)
    let isAlone = try Self.isAlone(opened)
    if isAlone { try takeOver(opened) }
    try opened.run("SELECT pg_advisory_lock_shared(\(Self.serving))")
    if isAlone { try opened.run("SELECT pg_advisory_unlock(\(Self.serving))") }
    try opened.run("SELECT pg_advisory_unlock(\(Self.starting))")
    connection = Mutex(opened)
  }

  /// The server gives a closed connection's locks free in its own time; who starts next shall not wait for that.
  func end() {
    connection.withLock { connection in
      try? connection?.run("SELECT pg_advisory_unlock_shared(\(Self.serving))")
      connection = nil
    }
  }

  /// A connection on which no other node starts while this one does; they wait for one another.
  static func begin(at address: DatabaseAddress) throws -> PostgresConnection {
    let connection = try PostgresConnection(to: address, settings: Session.migrating)
    try connection.run("SELECT pg_advisory_lock(\(starting))")
    return connection
  }

  /// Asks a few times: the server may not have noticed yet that the process before this one is dead.
  private static func isAlone(_ connection: PostgresConnection) throws -> Bool {
    for turn in 0..<10 {
      if turn > 0 { usleep(50_000) }
      if try connection.rows(tryAlone, [], { $0.flag() }).first == true { return true }
    }
    return false
  }

  /// The letters “bat”, and a digit; the schema stands for the hub where a database holds several.
  private static let (starting, serving) = (key(0x62_61_74_30), key(0x62_61_74_31))
  private static func key(_ number: Int) -> String { "\(number), hashtext(current_schema())" }

  private static let tryAlone = Statement("SELECT pg_try_advisory_lock(\(serving))", scope: .hub)
}
