/// An address of HTTP in the one form that every reader of it understands alike; nothing is guessed, mended or left out.
package struct EgressURL: Sendable, Hashable {
  package enum Scheme: String, Sendable {
    case http
    case https

    package var port: Int {
      switch self {
      case .http: 80
      case .https: 443
      }
    }
  }

  package let scheme: Scheme
  /// In small letters: a name, four numbers, or of version 6 the address without its brackets.
  package let host: String
  package let port: Int
  /// The path with what stands behind it; it begins with a slash.
  package let target: String

  package static let longest = 8_192

  package init(_ text: String) throws(EgressFailure) {
    guard text.utf8.count <= Self.longest else { throw .malformedURL(.tooLong(limitInBytes: Self.longest)) }
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
      let scheme = Scheme(rawValue: text[..<colon].lowercased()), text[colon...].utf8.starts(with: "://".utf8)
    else { throw .malformedURL(.scheme) }
    let rest = text[colon...].utf8.dropFirst(3)
    let authority = rest.prefix { !"/?#".utf8.contains($0) }
    let target = rest.dropFirst(authority.count)
    guard !authority.contains(UInt8(ascii: "@")) else { throw .malformedURL(.credentials) }
    let (host, port) = try Self.host(Array(authority))
    guard !target.contains(UInt8(ascii: "#")) else { throw .malformedURL(.fragment) }
    guard target.allSatisfy(Self.mayStand) else { throw .malformedURL(.target) }
    self.scheme = scheme
    self.host = host
    self.port = port ?? scheme.port
    let written = String(decoding: Array(target), as: UTF8.self)
    self.target = written.utf8.first == UInt8(ascii: "/") ? written : "/" + written
  }

  init(scheme: Scheme, host: String, port: Int, target: String) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.target = target
  }

  /// Whether the host is an address and no name.
  package var isLiteral: Bool { IPAddress(host) != nil }

  private static func host(_ authority: [UInt8]) throws(EgressFailure) -> (String, Int?) {
    if authority.first == UInt8(ascii: "[") {
      guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else { throw .malformedURL(.host) }
      let text = String(decoding: authority[1..<end], as: UTF8.self).lowercased()
      guard case .v6? = IPAddress(text) else { throw .malformedURL(.host) }
      return (text, try port(authority[(end + 1)...]))
    }
    let name = authority.prefix { $0 != UInt8(ascii: ":") }
    let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard name.count <= 253, labels.allSatisfy({ (1...63).contains($0.count) && $0.allSatisfy(isNameByte) }) else {
      throw .malformedURL(.host)
    }
    return (String(decoding: name, as: UTF8.self).lowercased(), try port(authority[name.count...]))
  }

  /// Nil where none is written. Zeros in front are refused, since readers differ over them.
  private static func port(_ text: ArraySlice<UInt8>) throws(EgressFailure) -> Int? {
    guard let first = text.first else { return nil }
    let digits = text.dropFirst()
    guard first == UInt8(ascii: ":"), (1...5).contains(digits.count), digits.first != UInt8(ascii: "0"),
      digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = Int(String(decoding: digits, as: UTF8.self)), port <= 65_535
    else { throw .malformedURL(.port) }
    return port
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    case _: false
    }
  }

  /// Visible ASCII but for what browsers and servers read in different ways.
  private static func mayStand(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && !"\"<>\\^`{|}".utf8.contains(byte)
  }
}

extension EgressURL: CustomStringConvertible {
  package var description: String {
    let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    return "\(scheme.rawValue)://\(name)\(port == scheme.port ? "" : ":\(port)")\(target)"
  }
}

/// What is wrong with an address that should be asked.
package enum URLFault: Sendable, Equatable {
  case tooLong(limitInBytes: Int)
  /// Neither `http://` nor `https://`.
  case scheme
  /// A name or password stands before the host, where logs show it.
  case credentials
  /// No name of letters, digits, hyphens and dots, and no address. A name in other letters is written as `xn--…`.
  case host
  case port
  /// What stands behind `#` is for readers of pages, and never sent.
  case fragment
  /// A space, or another character that must be written with a percent sign.
  case target
}
