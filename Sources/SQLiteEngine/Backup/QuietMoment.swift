import Foundation
package import SQLStorage
import Storage
import Ticketing

/// The database of a hub to which nobody writes, and its files, wherever they lie.
struct QuietMoment: HubMoment {
  let connection: any SQLConnection
  /// Where a file lies.
  let path: (ContentHash, TenantID) -> URL

  private static let piece = 1 << 20

  func read(_ hash: ContentHash, of tenant: TenantID, _ take: ([UInt8]) throws -> Void) throws -> Bool {
    let path = path(hash, tenant).path
    let reading = Descriptor.open(path, O_RDONLY)
    guard reading >= 0 else {
      guard errno == ENOENT else { throw SystemError.storage("cannot open \(path)") }
      return false
    }
    defer { close(reading) }
    var buffer = [UInt8](repeating: 0, count: Self.piece)
    while true {
      let count = Glibc.read(reading, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemError.storage("cannot read \(path)") }
      if count == 0 { return true }
      try take(Array(buffer[..<count]))
    }
  }
}

extension SQLiteHub {
  /// Lends the hub as it is now. What others write meanwhile is not seen; while that goes on for long, the log grows.
  package func lend<Value: Sendable>(
    _ body: @escaping @Sendable (any HubMoment) throws -> Value
  ) async throws -> Value {
    try await BlobThread(named: "baton-moment").run { [blobs, directory] in
      try QuietDatabase(directory.appendingPathComponent("baton.sqlite")).read { connection in
        try body(QuietMoment(connection: connection) { blobs.path(of: $0, in: $1) })
      }
    }
  }
}
