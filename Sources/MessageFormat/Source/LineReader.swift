import Glibc

/// The lines of a message, one after the other, in pieces of 64 KiB of it: memory does not grow with a line, or with the
/// message.
struct LineReader<Source: MessageBytes> {
  struct Line {
    /// Its first byte, the byte behind its last without the line break, and where the next line begins.
    let start: Int
    let contentEnd: Int
    let end: Int
    /// Its first bytes, as many as were asked for; of the line break none.
    let head: ArraySlice<UInt8>
  }

  private static var chunkLength: Int { 65_536 }

  private let source: Source
  private let end: Int
  /// Where the next line begins.
  private(set) var position: Int
  private var chunk: ArraySlice<UInt8> = []
  /// Where the chunk lies in the source.
  private var chunkStart: Int

  init(_ source: Source, in range: Range<Int>) {
    self.source = source
    end = range.upperBound
    position = range.lowerBound
    chunkStart = range.lowerBound
  }

  /// The next line, with up to `keeping` of its bytes; nil at the end.
  mutating func next(keeping: Int) throws(Source.Failure) -> Line? {
    guard position < end else { return nil }
    let start = position
    var head: ArraySlice<UInt8> = []
    var last: UInt8 = 0
    while position < end {
      try fill()
      let from = chunk.startIndex + (position - chunkStart)
      let feed = Self.lineFeed(in: chunk, from: from)
      let stop = feed ?? chunk.endIndex
      if head.count < keeping {
        let piece = chunk[from..<min(stop, from + keeping - head.count)]
        if head.isEmpty { head = piece } else { head += piece }
      }
      if stop > from { last = chunk[stop - 1] }
      position += stop - from
      guard feed != nil else { continue }
      let contentEnd = position > start && last == 0x0D ? position - 1 : position
      position += 1
      return Line(start: start, contentEnd: contentEnd, end: position, head: head.prefix(contentEnd - start))
    }
    return Line(start: start, contentEnd: end, end: end, head: head)
  }

  private mutating func fill() throws(Source.Failure) {
    guard position < chunkStart || position >= chunkStart + chunk.count else { return }
    chunk = try source.bytes(in: position..<min(end, position + Self.chunkLength))
    chunkStart = position
  }

  private static func lineFeed(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    bytes[start...].withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, let found = memchr(base, 0x0A, buffer.count) else { return nil }
      return start + (UnsafeRawPointer(found) - base)
    }
  }
}
