import CMalloc

/// How many heaps the process keeps its memory in.
enum Heaps {
  /// As a rule every thread takes one of its own, which stays as large as the largest request made it: a hub at work kept
  /// half as much again. What is small and freed is at each thread's hand anyway.
  private static let most: CInt = 2

  /// Before threads are many: a heap that there is stays.
  static func bound() { _ = mallopt(M_ARENA_MAX, most) }
}
