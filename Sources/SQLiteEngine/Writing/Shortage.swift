import Storage
import Synchronization

/// That the disk had no room for something. The write-ahead log keeps its length, and on a small disk that is the room that
/// others lack: the writer then cuts it to nothing.
final class Shortage: Sendable {
  private let isFelt = Atomic(false)

  func note() { isFelt.store(true, ordering: .relaxed) }

  /// Whether there was one since this was asked last.
  func take() -> Bool { isFelt.exchange(false, ordering: .relaxed) }

  func noting<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch StorageError.full {
      note()
      throw StorageError.full
    }
  }
}
