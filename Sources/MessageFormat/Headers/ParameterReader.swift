/// Reads a value's parameters one by one, and stumbles over none.
struct ParameterReader {
  var bytes: ArraySlice<UInt8>

  /// What stands before the first semicolon, comments left out.
  mutating func head() -> ArraySlice<UInt8> {
    let end = bytes.firstIndex { $0 == 0x3B || $0 == 0x28 } ?? bytes.endIndex
    let head = bytes[..<end].trimmed
    bytes = bytes[end...]
    // `text/plain charset=utf-8`: the semicolon is missing, and the parameter is meant.
    guard let gap = head.firstIndex(where: \.isSpace) else { return head }
    if head[gap...].contains(0x3D) { bytes = head[gap...] + bytes }
    return head[..<gap]
  }

  /// The next parameter, its name in lower case; nil at the end.
  mutating func next() -> (name: String, value: ArraySlice<UInt8>)? {
    while true {
      skip()
      guard !bytes.isEmpty else { return nil }
      let end = bytes.firstIndex { $0 == 0x3D || $0 == 0x3B } ?? bytes.endIndex
      let name = bytes[..<end].trimmed
      bytes = bytes[end...]
      guard bytes.first == 0x3D else { continue }
      bytes = bytes.dropFirst()
      let value = value()
      guard !name.isEmpty, name.count <= 64 else { continue }
      return (String(decoding: name, as: UTF8.self).lowercased(), value)
    }
  }

  /// Semicolons, white space, and comments.
  private mutating func skip() {
    while let byte = bytes.first {
      if byte == 0x28 {
        let end = bytes.firstIndex(of: 0x29).map { $0 + 1 } ?? bytes.endIndex
        bytes = bytes[end...]
      } else if byte == 0x3B || byte.isSpace {
        bytes = bytes.dropFirst()
      } else {
        return
      }
    }
  }

  /// In quotation marks, or up to the next semicolon: names of files with spaces are rarely in quotation marks.
  private mutating func value() -> ArraySlice<UInt8> {
    bytes = bytes.drop(while: \.isSpace)
    guard bytes.first == 0x22 else {
      let end = bytes.firstIndex(of: 0x3B) ?? bytes.endIndex
      defer { bytes = bytes[end...] }
      return bytes[..<end].trimmed
    }
    bytes = bytes.dropFirst()
    var value: ArraySlice<UInt8> = []
    while let byte = bytes.popFirst() {
      if byte == 0x22 { break }
      if byte == 0x5C, let next = bytes.first, next == 0x22 || next == 0x5C {
        value.append(next)
        bytes = bytes.dropFirst()
      } else {
        value.append(byte)
      }
    }
    return value
  }
}
