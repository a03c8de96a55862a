import Crypto
import Federation
import Foundation
import Storage

/// A kept file, open for reading.
final class FileSource: BlobSource {
  let bytes: Int
  private let descriptor: Int32
  private let thread: BlobThread

  init(descriptor: Int32, thread: BlobThread) throws {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      close(descriptor)
      throw SystemError.storage("cannot look at a file")
    }
    bytes = Int(status.st_size)
    self.descriptor = descriptor
    self.thread = thread
  }

  deinit { close(descriptor) }

  /// SHA-256 of all of it, in hexadecimal.
  func contentHash() async throws -> String {
    var digest = SHA256()
    var offset = 0
    while true {
      let piece = try await read(offset: offset, count: 1 << 20)
      guard !piece.isEmpty else { return digest.finalize().hexadecimal }
      digest.update(data: piece)
      offset += piece.count
    }
  }

  func read(offset: Int, count: Int) async throws -> [UInt8] {
    guard offset >= 0, offset < bytes, count > 0 else { return [] }
    return try await thread.run { [self] in
      try [UInt8](unsafeUninitializedCapacity: min(count, bytes - offset)) { buffer, filled in
        while filled < buffer.count {
          let rest = buffer.baseAddress?.advanced(by: filled)
          let got = pread(descriptor, rest, buffer.count - filled, off_t(offset + filled))
          if got < 0, errno == EINTR { continue }
          guard got >= 0 else { throw SystemError.storage("cannot read a file") }
          if got == 0 { break }
          filled += got
        }
      }
    }
  }
}
