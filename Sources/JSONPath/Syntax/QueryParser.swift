/// Reads a path by the grammar of RFC 9535, byte by byte.
struct QueryParser {
  let bytes: [UInt8]
  var position = 0
  /// How many filters, parentheses and functions are open.
  var depth = 0
  static let deepest = 32

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func whole() throws(QueryFault) -> [Segment] {
    guard take("$") else { throw unexpected(.root) }
    let segments = try segments()
    guard position == bytes.count else { throw unexpected(.segment) }
    return segments
  }

  /// What follows a root; it stops before anything that begins no segment, and before spaces in front of that.
  mutating func segments() throws(QueryFault) -> [Segment] {
    var segments: [Segment] = []
    while true {
      let before = position
      skipSpaces()
      guard let segment = try segment() else {
        position = before
        return segments
      }
      segments.append(segment)
    }
  }

  private mutating func segment() throws(QueryFault) -> Segment? {
    if take("[") { return Segment(isDescendant: false, selectors: try bracketed()) }
    guard take(".") else { return nil }
    guard take(".") else { return Segment(isDescendant: false, selectors: [try shorthand()]) }
    if take("[") { return Segment(isDescendant: true, selectors: try bracketed()) }
    return Segment(isDescendant: true, selectors: [try shorthand()])
  }

  /// `*`, or a name without quotation marks.
  private mutating func shorthand() throws(QueryFault) -> Selector {
    if take("*") { return .wildcard }
    let start = position
    guard let first = current, Self.isNameStart(first) else { throw unexpected(.name) }
    while let byte = current, Self.isNameStart(byte) || Self.isDigit(byte) { position += 1 }
    return .name(text(start..<position))
  }

  private mutating func bracketed() throws(QueryFault) -> [Selector] {
    var selectors: [Selector] = []
    repeat {
      skipSpaces()
      selectors.append(try selector())
      skipSpaces()
    } while take(",")
    guard take("]") else { throw unexpected(.commaOrClosingBracket) }
    return selectors
  }

  private mutating func selector() throws(QueryFault) -> Selector {
    guard let byte = current else { throw unexpected(.selector) }
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .name(try string())
    case UInt8(ascii: "*"):
      position += 1
      return .wildcard
    case UInt8(ascii: "?"):
      position += 1
      skipSpaces()
      return .filter(try condition())
    case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try indexOrSlice()
    case _: throw unexpected(.selector)
    }
  }

  private mutating func indexOrSlice() throws(QueryFault) -> Selector {
    let start = try optionalIndex()
    let before = position
    skipSpaces()
    guard take(":") else {
      position = before
      guard let start else { throw unexpected(.selector) }
      return .index(start)
    }
    skipSpaces()
    let end = try optionalIndex()
    if end != nil { skipSpaces() }
    guard take(":") else { return .slice(Slice(start: start, end: end, step: 1)) }
    skipSpaces()
    return .slice(Slice(start: start, end: end, step: try optionalIndex() ?? 1))
  }

  private mutating func optionalIndex() throws(QueryFault) -> Int? {
    guard let byte = current, byte == UInt8(ascii: "-") || Self.isDigit(byte) else { return nil }
    return try index()
  }

  static func isNameStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...0xFF:
      true
    case _: false
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
