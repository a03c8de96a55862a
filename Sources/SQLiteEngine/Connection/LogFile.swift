import Glibc
import Storage

/// The write-ahead log as a file.
struct LogFile {
  let path: String

  /// Writes all of it over itself, and makes it durable.
  ///
  /// After a sync that failed, the system may take for clean what never reached the disk, and the next sync then succeeds
  /// without having written it. What is written back into the database rests on the log: were the log to lose what the
  /// database has got of it already, a power cut would leave a mixture. So nobody relies on a log that an earlier
  /// process, or a failing disk, has left behind before it has been written again.
  func writeAgain() throws {
    let descriptor = Descriptor.open(path, O_RDWR)
    guard descriptor >= 0 else {
      if errno == ENOENT { return }
      throw SystemError.storage("cannot open \(path)")
    }
    defer { close(descriptor) }
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 8)
    defer { piece.deallocate() }
    var place = 0
    while true {
      let got = pread(descriptor, piece.baseAddress, piece.count, off_t(place))
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw SystemError.storage("cannot read \(path)") }
      if got == 0 { break }
      try Descriptor.writeAll(UnsafeRawBufferPointer(rebasing: piece[..<got]), to: descriptor)
      place += got
    }
    guard place == 0 || fsync(descriptor) == 0 else { throw SystemError.storage("cannot sync \(path)") }
  }
}
