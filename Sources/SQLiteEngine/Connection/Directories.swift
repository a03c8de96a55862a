import Foundation
import Glibc
import Storage

/// What the system says of its last failure.
enum SystemError {
  static var last: String { String(cString: strerror(errno)) }

  /// No space and no quota are the same to who writes.
  static func storage(_ what: String) -> StorageError {
    switch errno {
    case ENOSPC, EDQUOT: .full
    default: .unavailable("\(what): \(last)")
    }
  }
}

/// The system's call by a name that no method hides; no child process inherits what it opens.
enum Descriptor {
  /// Negative where it fails. A new file is this user's alone.
  static func open(_ path: String, _ flags: Int32) -> Int32 { Glibc.open(path, flags | O_CLOEXEC, 0o600) }

  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws {
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError.storage("cannot write a file") }
      written += count
    }
  }
}

enum Directories {
  /// Makes a directory that only this user may enter, with those above it.
  static func make(_ directory: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw StorageError.unavailable("cannot make \(directory.path): \(error)")
    }
  }

  /// Makes what was put into a directory, or taken from it, durable.
  static func sync(_ directory: URL) throws {
    let descriptor = Descriptor.open(directory.path, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { throw SystemError.storage("cannot open \(directory.path)") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw SystemError.storage("cannot sync \(directory.path)") }
  }
}
