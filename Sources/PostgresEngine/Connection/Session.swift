/// What holds for all that a connection does.
enum Session {
  /// A read that takes longer is stopped, as on SQLite; who waits longer for another's row is told that storage is busy; a
  /// transaction that does nothing, since its process hangs, holds its rows no longer than this.
  static let serving = [
    "statement_timeout": "10s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "30s",
  ]

  /// A change to the schema may take long, and another node's may be under way before it.
  static let migrating = ["statement_timeout": "0", "lock_timeout": "0"]
}
