import Glibc

/// An open file descriptor that closes itself; each failure names the call and the path.
struct PrivateFile: ~Copyable {
  private let descriptor: Int32
  private let path: String

  /// - Throws: `.missing` where a file to read is not there, else `.system`.
  init(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(KeyFileRefusal) {
    let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK, mode)
    guard descriptor >= 0 else {
      let code = errno
      let isToRead = flags & (O_CREAT | O_DIRECTORY) == 0
      throw code == ENOENT && isToRead ? .missing(path: path) : .system(path: path, call: "open", code: code)
    }
    self.descriptor = descriptor
    self.path = path
  }

  deinit { _ = Glibc.close(descriptor) }

  /// Refuses what is no plain file, or can be read or written by anybody but this process's user and root.
  func checkPrivate() throws(KeyFileRefusal) {
    var status = stat()
    try check("fstat", fstat(descriptor, &status))
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    guard status.st_mode & 0o077 == 0 else { throw .openToOthers(path: path, mode: status.st_mode & 0o7777) }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw .ownedByAnother(path: path, user: status.st_uid)
    }
  }

  func readAll(limitInBytes: Int) throws(KeyFileRefusal) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: limitInBytes + 1)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      try check("read", Int32(clamping: count))
      if count == 0 { break }
      filled += count
    }
    guard filled <= limitInBytes else { throw .tooLarge(path: path, limitInBytes: limitInBytes) }
    return Array(bytes.prefix(filled))
  }

  /// Writes and makes durable; the mode is set whatever the umask.
  func write(_ bytes: [UInt8], mode: mode_t) throws(KeyFileRefusal) {
    try check("fchmod", fchmod(descriptor, mode))
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      try check("write", Int32(clamping: count))
      written += count
    }
    try sync()
  }

  func sync() throws(KeyFileRefusal) { try check("fsync", fsync(descriptor)) }

  /// Waits until no other process holds the lock; it ends with this descriptor.
  func lock() throws(KeyFileRefusal) {
    var result = flock(descriptor, LOCK_EX)
    while result < 0 && errno == EINTR { result = flock(descriptor, LOCK_EX) }
    try check("flock", result)
  }

  private func check(_ call: String, _ result: Int32) throws(KeyFileRefusal) {
    guard result >= 0 else { throw .system(path: path, call: call, code: errno) }
  }
}
