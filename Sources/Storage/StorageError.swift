/// What can go wrong with keeping things, in words that every engine shares.
package enum StorageError: Error, Equatable, Sendable {
  /// No space is left: nothing of the transaction was kept. It may be tried again when there is space.
  case full
  /// Others hold what is needed, for longer than the engine waits. It may be tried again.
  case busy
  /// The engine cannot write durably, or is shutting down. It may be tried again after a restart.
  case unavailable(String)
  /// A rule of the schema was broken: a bug of ours, or two that chose the same unique value at once.
  case constraint(String)
  /// What is on disk is not what was written.
  case corrupt(String)
}
