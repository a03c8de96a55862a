/// Reads JSON strictly (RFC 8259): what two readers could understand in two ways is refused.
///
/// A key twice, a byte order mark, bytes that are not UTF-8, half a surrogate pair, an integer beyond 64 bits, a number
/// beyond the doubles, and nesting beyond a limit are refused. It is a pure function over bytes and never traps.
package struct JSONReader {
  package static let usualDepth = 64
  /// The reader calls itself once a level; this much fits on the smallest stack that a thread is given.
  private static let deepest = 512

  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  private let depthLimit: Int

  private init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = min(max(depthLimit, 0), JSONReader.deepest)
  }

  /// - Parameter depthLimit: how many arrays and objects may stand in one another; 512 at most.
  package static func read(_ bytes: [UInt8], depthLimit: Int = usualDepth) throws(JSONRefusal) -> JSONValue {
    try bytes.withUnsafeBufferPointer { buffer throws(JSONRefusal) in
      try read(buffer, depthLimit: depthLimit)
    }
  }

  package static func read(
    _ bytes: UnsafeRawBufferPointer, depthLimit: Int = usualDepth
  ) throws(JSONRefusal) -> JSONValue {
    try bytes.withMemoryRebound(to: UInt8.self) { buffer throws(JSONRefusal) in
      try read(buffer, depthLimit: depthLimit)
    }
  }

  package static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int = usualDepth
  ) throws(JSONRefusal) -> JSONValue {
    var reader = JSONReader(bytes, depthLimit: depthLimit)
    return try reader.document()
  }

  private mutating func document() throws(JSONRefusal) -> JSONValue {
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { throw JSONRefusal(.byteOrderMark, at: 0) }
    skipWhiteSpace()
    guard current != nil else { throw JSONRefusal(.empty, at: position) }
    let value = try value(depth: 0)
    skipWhiteSpace()
    guard current == nil else { throw JSONRefusal(.trailingBytes, at: position) }
    return value
  }

  /// - Parameter depth: how many arrays and objects are open around this value.
  private mutating func value(depth: Int) throws(JSONRefusal) -> JSONValue {
    guard let byte = current else { throw unexpected(.value) }
    switch byte {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    case UInt8(ascii: "t"): return try word("true", as: .bool(true))
    case UInt8(ascii: "f"): return try word("false", as: .bool(false))
    case UInt8(ascii: "n"): return try word("null", as: .null)
    case _: throw unexpected(.value)
    }
  }

  private mutating func object(depth: Int) throws(JSONRefusal) -> JSONObject {
    try open(depth)
    var object = JSONObject()
    var keys = DistinctKeys()
    if take(UInt8(ascii: "}")) { return object }
    while true {
      guard current == UInt8(ascii: "\"") else {
        throw unexpected(object.members.isEmpty ? .keyOrClosingBrace : .key)
      }
      let start = position
      let key = try string()
      guard keys.insert(key, beside: object) else {
        throw JSONRefusal(.duplicateKey(key), at: start).under(JSONPointer(key))
      }
      skipWhiteSpace()
      guard take(UInt8(ascii: ":")) else { throw unexpected(.colon) }
      skipWhiteSpace()
      do throws(JSONRefusal) {
        object.append(key, try value(depth: depth + 1))
      } catch {
        throw error.under(JSONPointer(key))
      }
      skipWhiteSpace()
      if take(UInt8(ascii: "}")) { return object }
      guard take(UInt8(ascii: ",")) else { throw unexpected(.commaOrClosingBrace) }
      skipWhiteSpace()
    }
  }

  private mutating func array(depth: Int) throws(JSONRefusal) -> [JSONValue] {
    try open(depth)
    var elements: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return elements }
    while true {
      do throws(JSONRefusal) {
        elements.append(try value(depth: depth + 1))
      } catch {
        throw error.under(JSONPointer(elements.count))
      }
      skipWhiteSpace()
      if take(UInt8(ascii: "]")) { return elements }
      guard take(UInt8(ascii: ",")) else { throw unexpected(.commaOrClosingBracket) }
      skipWhiteSpace()
    }
  }

  private mutating func open(_ depth: Int) throws(JSONRefusal) {
    guard depth < depthLimit else { throw JSONRefusal(.tooDeep(limit: depthLimit), at: position) }
    position += 1
    skipWhiteSpace()
  }

  private mutating func word(_ word: StaticString, as value: JSONValue) throws(JSONRefusal) -> JSONValue {
    let start = position
    for expected in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount) {
      guard let byte = current else { throw JSONRefusal(.endedEarly, at: position) }
      guard byte == expected else {
        throw JSONRefusal(.unexpectedByte(bytes[start], expected: .value), at: start)
      }
      position += 1
    }
    return value
  }
}
