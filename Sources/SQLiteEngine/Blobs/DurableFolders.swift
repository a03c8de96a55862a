import Synchronization

/// The folders that this process has made durable.
final class DurableFolders: Sendable {
  private let paths = Mutex<Set<Int>>([])

  /// Paths are kept as their hashes: there may be a quarter of a million of them. Two that share one are a chance of one in
  /// a hundred million, and then it matters only if a sync has failed and the power is cut.
  func isKnown(_ path: String) -> Bool { paths.withLock { $0.contains(path.hashValue) } }

  func note(_ path: String) { paths.withLock { _ = $0.insert(path.hashValue) } }
}
