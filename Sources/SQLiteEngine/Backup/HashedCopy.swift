import Crypto
import Federation
import Foundation
import Storage

/// Reads a file from its beginning to its end, and says what it held.
enum HashedCopy {
  private static let piece = 1 << 20

  /// - Parameter target: a new file, to which everything is copied; it is durable, but for its name, on return.
  static func run(from source: URL, to target: URL? = nil) throws -> (hash: String, bytes: Int) {
    let reading = Descriptor.open(source.path, O_RDONLY)
    guard reading >= 0 else { throw SystemError.storage("cannot open \(source.path)") }
    defer { close(reading) }
    let writing = try target.map(create)
    defer { if let writing { close(writing) } }
    var digest = SHA256()
    var bytes = 0
    var buffer = [UInt8](repeating: 0, count: piece)
    while true {
      let count = read(reading, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemError.storage("cannot read \(source.path)") }
      if count == 0 { break }
      digest.update(data: buffer[..<count])
      bytes += count
      if let writing { try buffer[..<count].withUnsafeBytes { try Descriptor.writeAll($0, to: writing) } }
    }
    if let writing, fsync(writing) != 0 { throw SystemError.storage("cannot sync \(target?.path ?? "")") }
    return (digest.finalize().hexadecimal, bytes)
  }

  /// The same for bytes that somebody else reads.
  ///
  /// - Parameter read: gives them piece by piece; false where there are none to be had, and then no file is left.
  static func run(
    to target: URL, _ read: (_ take: ([UInt8]) throws -> Void) throws -> Bool
  ) throws -> (hash: String, bytes: Int)? {
    let writing = try create(target)
    defer { close(writing) }
    var digest = SHA256()
    var bytes = 0
    let isThere = try read { piece in
      digest.update(data: piece)
      bytes += piece.count
      try piece.withUnsafeBytes { try Descriptor.writeAll($0, to: writing) }
    }
    guard isThere else {
      unlink(target.path)
      return nil
    }
    guard fsync(writing) == 0 else { throw SystemError.storage("cannot sync \(target.path)") }
    return (digest.finalize().hexadecimal, bytes)
  }

  private static func create(_ target: URL) throws -> Int32 {
    try Directories.make(target.deletingLastPathComponent())
    let descriptor = Descriptor.open(target.path, O_WRONLY | O_CREAT | O_EXCL)
    guard descriptor >= 0 else { throw SystemError.storage("cannot make \(target.path)") }
    return descriptor
  }
}
