/// A header that goes out: looked at byte by byte, so that none brings a second one along.
///
/// It is printed without its value, which may be a secret.
package struct EgressHeader: Sendable, Equatable {
  package let name: String
  package let value: String

  /// - Parameters:
  ///   - name: a token of RFC 9110, section 5.6.2, of at most 256 bytes, and none of those that say where a message ends.
  ///   - value: at most 8 KiB without control characters; spaces around it are taken off.
  package init(_ name: String, _ value: String) throws(EgressFailure) {
    guard (1...256).contains(name.utf8.count), name.utf8.allSatisfy(Self.isTokenByte) else {
      throw .malformedHeader(.name)
    }
    guard !Self.reserved.contains(name.lowercased()) else { throw .malformedHeader(.reserved(name: name)) }
    guard value.utf8.count <= 8_192 else { throw .malformedHeader(.tooLong(name: name, limitInBytes: 8_192)) }
    // Swift takes "\r\n" for one character: only bytes tell.
    guard value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
      throw .malformedHeader(.value(name: name))
    }
    self.name = name
    self.value = Self.withoutSpacesAround(value)
  }

  /// How a message is framed and a connection used is decided in one place, and not by who writes headers.
  private static let reserved: Set<String> = [
    "host", "content-length", "transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade", "expect",
    "accept-encoding", "proxy-authorization", "proxy-connection",
  ]

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    case _: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  private static func withoutSpacesAround(_ value: String) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let trimmed = value.utf8.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    return String(decoding: Array(trimmed), as: UTF8.self)
  }
}

extension EgressHeader: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "\(name): ***" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["name": name, "value": "***"]) }
}

/// What is wrong with a header that should go out.
package enum HeaderFault: Sendable, Equatable {
  case name
  /// It says how the message is framed, which is not for its author to say.
  case reserved(name: String)
  /// It has a control character, such as the end of a line.
  case value(name: String)
  case tooLong(name: String, limitInBytes: Int)
}
