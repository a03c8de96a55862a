/// Reads a form (multipart/form-data: RFC 7578, RFC 2046) chunk by chunk, wherever the chunks are cut.
///
/// It keeps one header line at most and no part's bytes, takes time in proportion to the bytes, and never traps. How
/// large a part may be is counted by the caller. After a refusal it refuses everything.
///
///     var parser = MultipartParser(boundary: try MultipartBoundary(contentType: contentType))
///     for try await chunk in body { for event in try parser.feed(chunk) { ... } }
///     try parser.finish()
package struct MultipartParser: Sendable {
  enum State: Sendable, Equatable {
    /// Before the first delimiter.
    case preamble
    case body
    case afterDelimiter(DelimiterLine)
    case headers
    case epilogue
    case refused(MultipartRefusal)
  }

  /// How much of a delimiter's line is read behind the boundary.
  enum DelimiterLine: Sendable, Equatable {
    case boundary
    case oneDash
    case padding
    case carriageReturn
  }

  let limits: MultipartLimits
  /// `CR LF -- boundary`. Its first byte is nowhere else in it, so that a false start never hides a true one.
  let delimiter: [UInt8]

  var state = State.preamble
  /// How much of the delimiter the last bytes were. The line end before it has been read before a part's first byte.
  var matched = 2
  /// How much of `matched` is no content in case it is a false start.
  var borrowed = 2

  var headers = PartHeaders()
  var line: [UInt8] = []
  var headerBytes = 0
  var parts = 0
  var surroundingBytes = 0

  package init(boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
    self.limits = limits
    delimiter = Array("\r\n--".utf8) + boundary.bytes
  }

  package mutating func feed(_ chunk: some Sequence<UInt8>) throws(MultipartRefusal) -> [MultipartEvent] {
    let result = chunk.withContiguousStorageIfAvailable { buffer in
      Result { () throws(MultipartRefusal) in try feed(buffer) }
    }
    if let result { return try result.get() }
    let copy = Array(chunk)
    return try copy.withUnsafeBufferPointer { buffer throws(MultipartRefusal) in try feed(buffer) }
  }

  package mutating func feed(_ chunk: UnsafeRawBufferPointer) throws(MultipartRefusal) -> [MultipartEvent] {
    try chunk.withMemoryRebound(to: UInt8.self) { buffer throws(MultipartRefusal) in try feed(buffer) }
  }

  package mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(MultipartRefusal) -> [MultipartEvent] {
    var events: [MultipartEvent] = []
    do throws(MultipartRefusal) {
      var position = 0
      while position < chunk.count { position = try step(chunk, from: position, into: &events) }
    } catch {
      state = .refused(error)
      throw error
    }
    return events
  }

  /// - Throws: `cutOff` when the last delimiter has not come, and what `feed` threw before.
  package mutating func finish() throws(MultipartRefusal) {
    switch state {
    case .epilogue: return
    case .refused(let refusal): throw refusal
    case .preamble, .body, .afterDelimiter, .headers:
      state = .refused(.cutOff)
      throw .cutOff
    }
  }

  /// Takes a byte or more; gives the position behind them.
  private mutating func step(
    _ chunk: UnsafeBufferPointer<UInt8>, from start: Int, into events: inout [MultipartEvent]
  ) throws(MultipartRefusal) -> Int {
    switch state {
    case .preamble, .body: return try content(chunk, from: start, into: &events)
    case .afterDelimiter(let line):
      try delimiterLine(line, chunk[start], into: &events)
      return start + 1
    case .headers: return try headerLine(chunk, from: start, into: &events)
    case .epilogue:
      try skip(chunk.count - start)
      return chunk.count
    case .refused(let refusal): throw refusal
    }
  }

  /// Counts bytes that belong to no part.
  mutating func skip(_ count: Int) throws(MultipartRefusal) {
    surroundingBytes += count
    guard surroundingBytes <= limits.surroundingBytes else {
      throw .surroundedByTooMuch(limitInBytes: limits.surroundingBytes)
    }
  }
}
