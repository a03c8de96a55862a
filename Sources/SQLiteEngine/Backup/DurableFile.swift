import Foundation
import Storage

/// A small file, written whole and made durable.
enum DurableFile {
  static func write(_ bytes: [UInt8], to target: URL) throws {
    let descriptor = Descriptor.open(target.path, O_WRONLY | O_CREAT | O_EXCL)
    guard descriptor >= 0 else { throw SystemError.storage("cannot make \(target.path)") }
    defer { close(descriptor) }
    try bytes.withUnsafeBytes { try Descriptor.writeAll($0, to: descriptor) }
    guard fsync(descriptor) == 0 else { throw SystemError.storage("cannot sync \(target.path)") }
  }

  /// Makes a file durable that somebody else wrote.
  static func sync(_ file: URL) throws {
    let descriptor = Descriptor.open(file.path, O_RDONLY)
    guard descriptor >= 0 else { throw SystemError.storage("cannot open \(file.path)") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw SystemError.storage("cannot sync \(file.path)") }
  }
}
