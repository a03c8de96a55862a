/// On whose thread the work is done.
package enum Stepping: Sendable {
  /// On the writer's own and on readers': what comes at once is written together.
  case ownThreads
  /// On the caller's, before the call returns: for who says in which order everything happens. One caller at a time.
  case withCaller
}
