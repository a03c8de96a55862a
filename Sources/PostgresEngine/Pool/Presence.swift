import Foundation
import SQLStorage

/// That a node serves the database, as the others see it: a lock that goes with its connection, however that ends.
///
/// A node whose connection is lost passes for dead until it has a new one. Another that starts meanwhile may free what it
/// holds leases of; the fences rise with the next claim, so that nothing is done twice.
enum Presence {
  /// A connection on which no other node starts while this one does; they wait for one another.
  static func begin(at address: DatabaseAddress) throws -> PostgresConnection {
    let connection = try PostgresConnection(to: address, settings: Session.migrating)
    try connection.run("SELECT pg_advisory_lock(\(starting))")
    return connection
  }

  /// Lets others start; this node serves from now on.
  ///
  /// - Parameter takeOver: is run where no other node serves: whoever held a lease is dead.
  static func serve(_ connection: PostgresConnection, takeOver: (PostgresConnection) throws -> Void) throws {
    let isAlone = try isAlone(connection)
    if isAlone { try takeOver(connection) }
    try connection.run(entering)
    if isAlone { try connection.run("SELECT pg_advisory_unlock(\(serving))") }
    try connection.run("SELECT pg_advisory_unlock(\(starting))")
  }

  static let entering = "SELECT pg_advisory_lock_shared(\(serving))"
  static let leaving = "SELECT pg_advisory_unlock_shared(\(serving))"

  /// Whether no other node serves, or can while this connection is open. Asks a few times: the server may not have noticed yet that the process before this one is dead.
  static func isAlone(_ connection: PostgresConnection) throws -> Bool {
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
