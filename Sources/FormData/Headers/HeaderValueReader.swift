/// One parameter of a header's value, its name in lower case.
struct HeaderParameter: Sendable, Equatable {
  let name: String
  let value: String
}

/// Takes a header's value apart: tokens, and parameters with values plain or in quotation marks.
struct HeaderValueReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  mutating func skipSpaces() {
    while current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") { position += 1 }
  }

  /// One byte or more of those that a token may have (RFC 9110, section 5.6.2).
  mutating func token() -> String? {
    let start = position
    while let byte = current, HeaderValueReader.isTokenByte(byte) { position += 1 }
    return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
  }

  /// All parameters to the end of the value; nil when there is anything else, or one of them twice.
  mutating func parameters() -> [HeaderParameter]? {
    var parameters: [HeaderParameter] = []
    while true {
      skipSpaces()
      if current == nil { return parameters }
      guard take(UInt8(ascii: ";")) else { return nil }
      skipSpaces()
      if current == nil { return parameters }
      guard let name = token()?.lowercased(), take(UInt8(ascii: "=")),
        let value = current == UInt8(ascii: "\"") ? quoted() : token(),
        !parameters.contains(where: { $0.name == name })
      else { return nil }
      parameters.append(HeaderParameter(name: name, value: value))
    }
  }

  /// A backslash escapes a quotation mark and a backslash. Before anything else it stands for itself, since browsers
  /// send the backslashes of a file's name as they are.
  private mutating func quoted() -> String? {
    position += 1
    var value: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: value, as: UTF8.self)
      case UInt8(ascii: "\\"):
        if current == UInt8(ascii: "\"") || current == UInt8(ascii: "\\") {
          value.append(bytes[position])
          position += 1
        } else {
          value.append(byte)
        }
      case _: value.append(byte)
      }
    }
    return nil
  }

  static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "^")...UInt8(ascii: "z"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "!"),
      UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    case _: false
    }
  }
}
