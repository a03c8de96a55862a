import Foundation
import SQLStorage

/// That a node serves the database, as the others see it: a lock that goes with its connection, however that ends.
///
/// A node whose connection is lost passes for dead until it has a new one. Others may free what it has claimed; the fences
/// rise with the next claim, so that nothing is done twice.
enum Presence {
  /// A connection on which no other node starts while this one does; they wait for one another.
  static func begin(at address: DatabaseAddress) throws -> PostgresConnection {
    let connection = try PostgresConnection(to: address, settings: Session.present)
    try connection.run("SELECT pg_advisory_lock(\(starting))")
    return connection
  }

  /// Lets others start; this node serves from now on.
  ///
  /// - Parameter takeOver: is run where no other node serves: whoever held a lease is dead.
  static func serve(
    _ connection: PostgresConnection, as node: Int, takeOver: (PostgresConnection) throws -> Void
  ) throws {
    let isAlone = try isAlone(connection)
    if isAlone { try takeOver(connection) }
    try connection.run(entering(as: node))
    if isAlone { try connection.run("SELECT pg_advisory_unlock(\(serving))") }
    try connection.run("SELECT pg_advisory_unlock(\(starting))")
  }

  /// Says that somebody serves, and who.
  static func entering(as node: Int) -> String {
    "SELECT pg_advisory_lock_shared(\(serving)); SELECT pg_advisory_lock_shared(\(nodes), \(node))"
  }

  /// The server gives a closed connection's locks free in its own time; who starts next shall not wait for that.
  static let leaving = "SELECT pg_advisory_unlock_all()"

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
  private static let nodes = 0x62_61_74_32
  private static let watch = key(0x62_61_74_33)

  /// Whether this node has the watch from now on; one has it, and it goes with its connection.
  static func takesWatch(_ connection: PostgresConnection) throws -> Bool {
    try connection.rows(tryWatch, []) { $0.flag() }.first ?? false
  }

  private static let tryWatch = Statement("SELECT pg_try_advisory_lock(\(watch))", scope: .hub)

  /// Whether the node of a column is there.
  static func isThere(_ column: String) -> String {
    """
    EXISTS (
      SELECT 1 FROM pg_locks k
      WHERE k.locktype = 'advisory' AND k.granted AND k.objsubid = 2
        AND k.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND CAST(k.classid AS bigint) = \(nodes) AND CAST(k.objid AS bigint) = \(column))
    """
  }
  private static func key(_ number: Int) -> String { "\(number), hashtext(current_schema())" }

  private static let tryAlone = Statement("SELECT pg_try_advisory_lock(\(serving))", scope: .hub)
}
