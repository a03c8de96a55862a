import Crypto
import Federation
import Foundation
import Storage
import Synchronization
import Ticketing

/// A file that is coming in. What is not finished is removed.
final class FileSink: BlobSink {
  private struct State {
    /// Nil once finished or abandoned.
    var descriptor: Int32?
    var hash = SHA256()
    var bytes = 0
  }

  private let path: String
  private let thread: BlobThread
  private let shortage: Shortage
  private let place: @Sendable (ContentHash) throws -> Void
  private let state: Mutex<State>

  init(
    path: String, descriptor: Int32, thread: BlobThread, shortage: Shortage,
    place: @escaping @Sendable (ContentHash) throws -> Void
  ) {
    self.path = path
    self.thread = thread
    self.shortage = shortage
    self.place = place
    state = Mutex(State(descriptor: descriptor))
  }

  deinit { discard() }

  func write(_ bytes: [UInt8]) async throws {
    try await thread.run { [self] in
      try state.withLock { state in
        guard let descriptor = state.descriptor else { throw StorageError.unavailable("the file is closed") }
        try shortage.noting { try bytes.withUnsafeBytes { try Descriptor.writeAll($0, to: descriptor) } }
        state.hash.update(data: bytes)
        state.bytes += bytes.count
      }
    }
  }

  func finish() async throws -> (hash: ContentHash, bytes: Int) {
    try await thread.run { [self] in
      try state.withLock { state in
        guard let descriptor = state.descriptor else { throw StorageError.unavailable("the file is closed") }
        try shortage.noting {
          guard fsync(descriptor) == 0 else { throw SystemError.storage("cannot sync \(path)") }
        }
        guard let hash = ContentHash(hex: state.hash.finalize().hexadecimal) else {
          throw StorageError.corrupt("a hash is none")
        }
        try shortage.noting { try place(hash) }
        close(descriptor)
        state.descriptor = nil
        return (hash, state.bytes)
      }
    }
  }

  func abandon() async { discard() }

  private func discard() {
    state.withLock { state in
      guard let descriptor = state.descriptor else { return }
      close(descriptor)
      unlink(path)
      state.descriptor = nil
    }
  }
}
