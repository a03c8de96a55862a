import CLibpq

/// libpq, once it was opened; nothing of it is in the memory of a hub that is kept in SQLite.
///
/// It may be used on any thread: it is a table of functions that never changes, and libpq lets each connection be used by
/// one thread at a time.
struct PQLibrary: @unchecked Sendable {
  /// Nil where this machine has none that can be used.
  static let opened: PQLibrary? = {
    let functions = UnsafeMutablePointer<baton_pq>.allocate(capacity: 1)
    guard baton_pq_open(functions) != 0 else {
      functions.deallocate()
      return nil
    }
    return PQLibrary(functions: functions.move())
  }()

  let functions: baton_pq
}
