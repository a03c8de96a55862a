/// What holds for all that a connection does.
enum Session {
  /// A read that takes longer is stopped, as on SQLite; who waits longer for another's row is told that storage is busy; a
  /// transaction that does nothing, since its process hangs, holds its rows no longer than this, and others get them still.
  static let serving = [
    "statement_timeout": "10s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "4s",
  ]

  /// The connection by which others know a node waits for notices as long as need be; where the node's machine is gone, the
  /// server learns it within some ten seconds.
  static let present = migrating.merging([
    "tcp_keepalives_idle": "5", "tcp_keepalives_interval": "2", "tcp_keepalives_count": "3",
  ]) { $1 }

  /// A change to the schema may take long, and another node's may be under way before it.
  static let migrating = ["statement_timeout": "0", "lock_timeout": "0"]
}
