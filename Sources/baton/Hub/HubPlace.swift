import PostgresEngine

/// Where a hub is kept: in its data directory; or in a PostgreSQL database, and then the directory holds what is this
/// node's own, its key file and its socket.
struct HubPlace: Sendable {
  let data: String
  var database: DatabaseAddress?

  /// For sentences to the operator; an address may hold a password.
  var name: String { database == nil ? data : "the database" }
}
