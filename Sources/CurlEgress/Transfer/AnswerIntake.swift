import ConnectorKit

/// Takes what a far side answers, as much of it as is wanted.
struct AnswerIntake {
  private(set) var headers: [AnswerHeader] = []
  private(set) var body: [UInt8] = []
  /// There is more than is kept, and it is not read.
  private(set) var isCut = false
  private(set) var hasTooManyHeaders = false
  /// Whether the line came that ends the head.
  private(set) var isHeadWhole = false
  private var headerBytes = 0
  /// How many bytes of a download were handed on.
  private var passed = 0
  private let limit: Int

  static let mostHeaderBytes = 65_536
  private static let mostHeaders = 256

  init(limit: Int) { self.limit = limit }

  /// A line of the answer's head; false where there are too many.
  mutating func takeLine(_ line: UnsafeRawBufferPointer) -> Bool {
    // Heads that are said before the last one (RFC 9110, section 15.2) count as well: else they could go on for ever.
    headerBytes += line.count
    guard headerBytes <= Self.mostHeaderBytes, headers.count < Self.mostHeaders else {
      hasTooManyHeaders = true
      return false
    }
    if line.starts(with: "HTTP/".utf8) {
      (headers, isHeadWhole) = ([], false)
      return true
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else {
      isHeadWhole = line.elementsEqual("\r\n".utf8) || line.elementsEqual("\n".utf8)
      return true
    }
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
    let value = line[(colon + 1)...].drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    headers.append(
      AnswerHeader(
        name: String(decoding: line[..<colon], as: UTF8.self),
        value: String(decoding: Array(value.prefix(8_192)), as: UTF8.self)))
    return true
  }

  /// Whether so many more bytes of a download may be handed on.
  mutating func hasRoom(for count: Int) -> Bool {
    isCut = passed + count > limit
    return !isCut
  }

  mutating func pass(_ count: Int) { passed += count }

  /// A piece of the body; false where no more is wanted.
  mutating func takeBody(_ piece: UnsafeRawBufferPointer) -> Bool {
    let room = limit - body.count
    body.append(contentsOf: piece.prefix(room))
    isCut = piece.count > room
    return !isCut
  }
}
