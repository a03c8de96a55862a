/// Takes what a server of IMAP says apart as it comes (RFC 3501, 4 and 9): text and literals, piece by piece, so that a mail
/// of any size needs no more memory than its pieces.
package struct IMAPReader: Sendable {
  package enum Piece: Sendable, Equatable {
    /// Of a response, up to its end or to a literal, without the literal's announcement.
    case text([UInt8])
    /// So many bytes follow.
    case literal(Int)
    case bytes([UInt8])
    case endOfResponse
  }

  private var pending: [UInt8] = []
  private var used = 0
  /// What is to come of a literal.
  private var rest = 0
  /// Whether the text that was given last was announced to be followed by a literal.
  private var announced: Int?
  private let longestLine: Int

  /// - Parameter longestLine: of text between two literals, in bytes.
  package init(longestLine: Int = 65_536) { self.longestLine = longestLine }

  package mutating func take(_ bytes: some Sequence<UInt8>) {
    pending.removeFirst(used)
    used = 0
    pending.append(contentsOf: bytes)
  }

  /// The next piece; nil where more bytes are needed.
  ///
  /// - Throws: `IMAPFailure.unintelligible` for what is no IMAP.
  package mutating func next() throws(IMAPFailure) -> Piece? {
    if let count = announced {
      (announced, rest) = (nil, count)
      return .literal(count)
    }
    guard rest == 0 else {
      let piece = pending[used...].prefix(rest)
      guard !piece.isEmpty else { return nil }
      used += piece.count
      rest -= piece.count
      return .bytes(Array(piece))
    }
    guard let end = pending[used...].firstIndex(of: UInt8(ascii: "\n")) else {
      guard pending.count - used <= longestLine else { throw .unintelligible }
      return nil
    }
    var line = pending[used..<end]
    guard line.count <= longestLine else { throw .unintelligible }
    if line.isEmpty || line == [UInt8(ascii: "\r")] {
      used = end + 1
      return .endOfResponse
    }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    if let (text, count) = try Self.announcement(line) {
      used = end + 1
      announced = count
      return .text(Array(text))
    }
    // The end is given as a piece of its own: the line break stays.
    used = end
    return .text(Array(line))
  }

  /// The text before `{123}` at the end of a line, and the number.
  private static func announcement(
    _ line: ArraySlice<UInt8>
  ) throws(IMAPFailure) -> (text: ArraySlice<UInt8>, count: Int)? {
    guard line.last == UInt8(ascii: "}"), let start = line.lastIndex(of: UInt8(ascii: "{")) else { return nil }
    var digits = line[(start + 1)..<(line.endIndex - 1)]
    if digits.last == UInt8(ascii: "+") { digits.removeLast() }
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    guard digits.count <= 10, let count = Int(String(decoding: digits, as: UTF8.self)) else { throw .unintelligible }
    return (line[..<start], count)
  }
}
