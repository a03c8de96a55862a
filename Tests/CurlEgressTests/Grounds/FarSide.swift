import Foundation
import Glibc
import Synchronization

/// A server on loopback that answers as it is told, each connection on a thread of its own.
final class FarSide: Sendable {
  let port: Int
  private let descriptor: Int32
  private let heard = Mutex((connections: 0, requests: [Heard]()))

  /// What came in.
  struct Heard: Sendable {
    let head: String
    let body: [UInt8]

    /// The first header of that name.
    subscript(name: String) -> String? {
      head.split(separator: "\r\n").dropFirst().first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
        .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }

    var line: String { String(head.prefix { $0 != "\r\n" }) }
  }

  /// - Parameters:
  ///   - address: of this machine; port 0 takes a free one.
  ///   - play: what is done with each connection, which is closed behind it.
  init(
    _ address: String = "127.0.0.1", backlog: Int32 = 128, play: @escaping @Sendable (Line, FarSide) -> Void
  ) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    inet_pton(AF_INET, address, &place.sin_addr)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (descriptor, size) = (descriptor, length)
    let isBound = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, size) == 0 && getsockname(descriptor, pointer, &length) == 0
      }
    }
    guard isBound, listen(descriptor, backlog) == 0 else { throw CannotListen(code: errno) }
    port = Int(UInt16(bigEndian: place.sin_port))
    guard backlog > 0 else { return }
    let thread = Thread { [self] in
      while true {
        let taken = accept(descriptor, nil, nil)
        guard taken >= 0 else { return }
        // A program that another test starts must not keep it open.
        _ = fcntl(taken, F_SETFD, FD_CLOEXEC)
        heard.withLock { $0.connections += 1 }
        let talk = Thread { [self] in
          let line = Line(taken)
          play(line, self)
          line.close()
        }
        talk.stackSize = 512 << 10
        talk.start()
      }
    }
    thread.start()
  }

  /// Answers each request of a connection with the same.
  static func saying(_ answer: String, at address: String = "127.0.0.1") throws -> FarSide {
    try FarSide(address) { line, side in
      while side.hear(line) != nil { line.say(answer) }
    }
  }

  static func ok(_ body: String, _ headers: String = "") -> String {
    "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
  }

  /// Reads a request and keeps it; nil where the connection ends.
  @discardableResult
  func hear(_ line: Line) -> Heard? {
    guard let request = line.request() else { return nil }
    heard.withLock { $0.requests.append(request) }
    return request
  }

  var connections: Int { heard.withLock { $0.connections } }
  var requests: [Heard] { heard.withLock { $0.requests } }

  func url(_ target: String = "/", host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(target)" }

  func close() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    Glibc.close(descriptor)
  }
}

struct CannotListen: Error {
  let code: Int32
}

/// One connection, seen from the far side.
final class Line: Sendable {
  private let descriptor: Int32
  private let rest = Mutex<[UInt8]>([])
  private let isOpen = Mutex(true)

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// A head and as much of a body as it announces; nil where the connection ends before.
  func request() -> FarSide.Heard? {
    var bytes = rest.withLock { $0 }
    while true {
      if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let length = FarSide.Heard(head: head, body: [])["Content-Length"].flatMap { Int($0) } ?? 0
        while bytes.count - end.upperBound < length {
          guard let more = read() else { return nil }
          bytes += more
        }
        let body = Array(bytes[end.upperBound..<end.upperBound + length])
        rest.withLock { $0 = Array(bytes[(end.upperBound + length)...]) }
        return FarSide.Heard(head: head, body: body)
      }
      guard let more = read() else { return nil }
      bytes += more
    }
  }

  func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }

  /// - Returns: false when nobody listens any more.
  @discardableResult
  func say(_ text: String) -> Bool { say(Array(text.utf8)) }

  @discardableResult
  func say(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Returns when the other side has closed the connection.
  func waitForEnd() { while read() != nil {} }

  /// Ends it with a reset, as a firewall or a crash does.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  func close() {
    isOpen.withLock { isOpen in
      guard isOpen else { return }
      isOpen = false
      Glibc.close(descriptor)
    }
  }
}
