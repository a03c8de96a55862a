import Foundation
import MessageFormat
import Storage

/// A received mail's bytes, to be read at any place: small ones in memory, large ones in a file without a name, so that no mail
/// takes more memory than a small one.
struct RawMail: MessageBytes, @unchecked Sendable {
  // The handle is read by one thread at a time: who reads the mail.
  private enum Place {
    case memory([UInt8])
    case file(FileHandle, count: Int)
  }

  private let place: Place

  private static let mostInMemory = 4 * 1_024 * 1_024
  private static let chunk = 262_144

  /// - Throws: what the storage throws; `CocoaError` where no file can be made.
  init(_ source: any BlobSource) async throws {
    guard source.bytes > Self.mostInMemory else {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(source.bytes)
      try await Self.read(source) { bytes += $0 }
      place = .memory(bytes)
      return
    }
    let path = FileManager.default.temporaryDirectory.appending(path: "baton-mail-\(UUID().uuidString)")
    guard FileManager.default.createFile(atPath: path.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else {
      throw StorageError.unavailable("no file can be made in \(FileManager.default.temporaryDirectory.path)")
    }
    defer { try? FileManager.default.removeItem(at: path) }
    let handle = try FileHandle(forUpdating: path)
    try await Self.read(source) { try handle.write(contentsOf: $0) }
    place = .file(handle, count: source.bytes)
  }

  private static func read(_ source: any BlobSource, _ take: ([UInt8]) throws -> Void) async throws {
    var offset = 0
    while offset < source.bytes {
      let piece = try await source.read(offset: offset, count: chunk)
      guard !piece.isEmpty else { throw StorageError.corrupt("a mail's bytes end too early") }
      try take(piece)
      offset += piece.count
    }
  }

  var count: Int {
    switch place {
    case .memory(let bytes): bytes.count
    case .file(_, let count): count
    }
  }

  func bytes(in range: Range<Int>) throws(any Error) -> ArraySlice<UInt8> {
    switch place {
    case .memory(let bytes): return bytes[range]
    case .file(let handle, _):
      try handle.seek(toOffset: UInt64(range.lowerBound))
      let read = try handle.read(upToCount: range.count) ?? Data()
      guard read.count == range.count else { throw StorageError.corrupt("a mail's bytes end too early") }
      return Array(read)[...]
    }
  }
}
