import Foundation
import Storage
import Synchronization

/// That this process owns a data directory. The lock goes with the process, however it ends.
final class DirectoryLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// - Parameter name: of the file that bears the lock.
  /// - Throws: `StorageError.unavailable` where another process has it.
  init(_ directory: URL, name: String = "lock") throws {
    let path = directory.appendingPathComponent(name).path
    let opened = Descriptor.open(path, O_RDWR | O_CREAT)
    guard opened >= 0 else { throw StorageError.unavailable("cannot open \(path): \(SystemError.last)") }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      close(opened)
      throw StorageError.unavailable("another process uses \(directory.path)")
    }
    descriptor = Mutex(opened)
  }

  deinit { release() }

  func release() {
    descriptor.withLock { descriptor in
      if let descriptor { close(descriptor) }
      descriptor = nil
    }
  }
}
