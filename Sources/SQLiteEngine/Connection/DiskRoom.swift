import Glibc

/// The room on the disk where a file or folder is, in bytes.
struct DiskRoom {
  let whole: UInt64
  /// For this user.
  let free: UInt64

  /// Nil where the system does not tell.
  init?(at path: String) {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    whole = UInt64(status.f_blocks) * UInt64(status.f_frsize)
    free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }
}
