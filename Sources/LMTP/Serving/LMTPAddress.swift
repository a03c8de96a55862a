/// Where mail is taken in by LMTP: on this machine and nowhere else, for whoever comes is believed (RFC 2033, 5).
package enum LMTPAddress: Sendable, Equatable {
  /// A socket's file; who may come to it is said by the directory that it is in.
  case unix(path: String)
  /// An address of this machine that no other one sees.
  case loopback(host: String, port: Int)

  /// Reads `unix:/PATH`, `127.0.0.1:PORT` or `[::1]:PORT`; nil for anything else.
  package init?(_ text: String) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      // An address of a socket has 108 bytes with the zero at its end (unix(7)).
      guard path.hasPrefix("/"), path.utf8.count < 108, !path.utf8.contains(0) else { return nil }
      self = .unix(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port)
    else { return nil }
    switch text[..<colon] {
    case "127.0.0.1", "localhost": self = .loopback(host: "127.0.0.1", port: port)
    case "[::1]": self = .loopback(host: "::1", port: port)
    case _: return nil
    }
  }
}

extension LMTPAddress: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unix(let path): "unix:\(path)"
    case .loopback(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
  }
}
