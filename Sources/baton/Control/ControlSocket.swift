import Foundation
import Glibc
import Logging

/// The hub's socket in its data directory, mode 0600: the command line asks it, one JSON line each way.
struct ControlSocket: Sendable {
  let path: String

  init(data: String) { path = data + "/baton.sock" }

  /// At most this long a line, either way.
  static let lineLimit = 4 * 1_024 * 1_024

  /// Listens until the descriptor is closed; returns the descriptor.
  func listen() throws -> Int32 {
    unlink(path)
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw ControlFailure.system("socket", errno) }
    let mask = umask(0o177)
    defer { umask(mask) }
    guard try withAddress({ bind(descriptor, $0, $1) }) == 0, Glibc.listen(descriptor, 16) == 0 else {
      let code = errno
      close(descriptor)
      throw ControlFailure.system("bind", code)
    }
    return descriptor
  }

  /// A connection to a running hub; nil where none listens.
  func connect() throws -> Int32? {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw ControlFailure.system("socket", errno) }
    guard try withAddress({ Glibc.connect(descriptor, $0, $1) }) == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  /// Before anything is served.
  ///
  /// - Throws: where the path is longer than an address of a socket can be.
  func checkPath() throws { _ = try withAddress { _, _ in 0 } }

  private func withAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) throws -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { throw ControlFailure.pathTooLong(path) }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  static func readLine(_ descriptor: Int32) throws -> [UInt8] {
    var lines = ControlLines(descriptor)
    return try lines.next()
  }

  static func writeLine(_ line: [UInt8], to descriptor: Int32) throws {
    var rest = (line + [0x0A])[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ControlFailure.cutOff }
      rest = rest.dropFirst(count)
    }
  }
}

/// Reads one line after another.
struct ControlLines {
  private let descriptor: Int32
  private var unread: [UInt8] = []

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Waits for so many bytes.
  mutating func bytes(_ count: Int) throws -> [UInt8] {
    while unread.count < count { try read() }
    defer { unread.removeFirst(count) }
    return Array(unread.prefix(count))
  }

  /// Waits for a whole line.
  mutating func next() throws -> [UInt8] {
    while true {
      if let end = unread.firstIndex(of: 0x0A) {
        defer { unread.removeFirst(end + 1) }
        return Array(unread[..<end])
      }
      guard unread.count <= ControlSocket.lineLimit else { throw ControlFailure.cutOff }
      try read()
    }
  }

  private mutating func read() throws {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ControlFailure.cutOff }
      unread += chunk[..<count]
      return
    }
  }
}

enum ControlFailure: Error, CustomStringConvertible {
  case system(String, Int32)
  case pathTooLong(String)
  case cutOff

  var description: String {
    switch self {
    case .system(let call, let code): "\(call) failed: \(String(cString: strerror(code)))"
    case .pathTooLong(let path): "the path is too long for a socket: \(path); take a shorter --data"
    case .cutOff: "the hub ended in the middle of its answer; ask again"
    }
  }
}
