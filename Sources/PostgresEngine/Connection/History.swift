import SQLStorage
import Storage

/// Which history of a database a connection sees. A copy that takes over from its server goes on with a history of its own, and
/// so does a server that was put back to an earlier moment: what it had not got has not happened there.
struct History: Sendable, Equatable {
  /// The server's own number, and that of its timeline.
  let name: String

  /// Nil where the server does not tell, as one that speaks PostgreSQL's language only may not.
  init?(seenBy connection: PostgresConnection) throws {
    connection.clearFailure()
    do {
      guard let name = try connection.rows(Self.seen, [], { $0.maybeText() }).first ?? nil else { return nil }
      self.name = name
    } catch {
      guard connection.isAlive else { throw error }
      connection.clearFailure()
      return nil
    }
  }

  private static let seen = Statement(
    """
    SELECT system_identifier || '/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) FROM pg_control_system()
    """, scope: .hub)
}

/// How every connection is made that a node works by: behind the wall, and to the history with which the node began. What it
/// has in its memory is of that history: claims above all, whose fences mean nothing in another.
struct Entrance: Sendable {
  let address: DatabaseAddress
  let wall: Wall
  var history: History?
  /// Runs where the database has gone on with another history; the node is to end, and to begin anew.
  var onOtherHistory: @Sendable () -> Void = {}

  /// - Throws: `StorageError.unavailable`.
  func connect(_ settings: [String: String]) throws -> PostgresConnection {
    let connection = try PostgresConnection(to: address, settings: settings)
    try wall.enclose(connection)
    guard try history == nil || History(seenBy: connection) == history else {
      onOtherHistory()
      throw StorageError.unavailable("a copy of the database has taken over: this node has to begin anew")
    }
    return connection
  }
}
