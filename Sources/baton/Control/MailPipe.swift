import Foundation
import Glibc

/// A mail on its way over the hub's socket: pieces, each behind its length, and an empty one at the end. What is cut off has no
/// end, and is not taken for a shorter mail.
enum MailPipe {
  static let pieceBytes = 262_144
  /// How long whoever pipes a mail in may keep the hub waiting for its next piece.
  static let patience = 300

  static func send(_ piece: [UInt8], to descriptor: Int32) throws {
    let count = UInt32(piece.count).bigEndian
    var rest = (withUnsafeBytes(of: count, Array.init) + piece)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if sent < 0, errno == EINTR { continue }
      guard sent > 0 else { throw ControlFailure.cutOff }
      rest = rest.dropFirst(sent)
    }
  }

  /// Takes a whole mail into a file of its own, at whose path it lies then.
  ///
  /// - Parameter lines: behind the line that announced it.
  static func receive(_ lines: inout ControlLines) throws -> URL {
    let path = FileManager.default.temporaryDirectory.appending(path: "baton-piped-\(UUID().uuidString)")
    guard FileManager.default.createFile(atPath: path.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else {
      throw ControlFailure.system("open", errno)
    }
    do {
      let handle = try FileHandle(forWritingTo: path)
      defer { try? handle.close() }
      while true {
        let length = try lines.bytes(4).reduce(0) { $0 << 8 | Int($1) }
        guard length > 0 else { return path }
        guard length <= pieceBytes else { throw ControlFailure.cutOff }
        try handle.write(contentsOf: try lines.bytes(length))
      }
    } catch {
      try? FileManager.default.removeItem(at: path)
      throw error
    }
  }
}

/// A mail that lies in a file, or comes by standard input, a piece at a time.
struct PipedMail {
  private let handle: FileHandle

  init(at path: URL) throws { handle = try FileHandle(forReadingFrom: path) }
  static var standardInput: PipedMail { PipedMail(handle: .standardInput) }

  private init(handle: FileHandle) { self.handle = handle }

  /// Nil at the end.
  func next() throws -> [UInt8]? {
    guard let piece = try handle.read(upToCount: MailPipe.pieceBytes), !piece.isEmpty else { return nil }
    return Array(piece)
  }
}
