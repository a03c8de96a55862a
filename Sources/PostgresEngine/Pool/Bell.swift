import Glibc
import Storage

/// Wakes a thread that sleeps on a connection.
final class Bell: Sendable {
  private let (reading, writing): (Int32, Int32)

  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw StorageError.unavailable("there is no room for one more open file") }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    close(reading)
    close(writing)
  }

  /// A full pipe wakes as well as one more byte would.
  func ring() {
    var byte: UInt8 = 1
    _ = write(writing, &byte, 1)
  }

  /// - Returns: whether something came.
  func wait(beside socket: Int32?, milliseconds: Int32) -> Bool {
    var watched = [reading, socket ?? -1].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&watched, nfds_t(watched.count), milliseconds)
    var rung = [UInt8](repeating: 0, count: 256)
    while read(reading, &rung, rung.count) > 0 {}
    return count > 0
  }
}
