extension MultipartParser {
  /// Reads the rest of a delimiter's line: two dashes behind the last part, else spaces or none, and a line end.
  mutating func delimiterLine(
    _ line: DelimiterLine, _ byte: UInt8, into events: inout [MultipartEvent]
  ) throws(MultipartRefusal) {
    headerBytes += 1
    guard headerBytes <= limits.headerBytesPerPart else {
      throw .headersTooLong(limitInBytes: limits.headerBytesPerPart)
    }
    switch (line, byte) {
    case (.boundary, UInt8(ascii: "-")): state = .afterDelimiter(.oneDash)
    case (.oneDash, UInt8(ascii: "-")):
      state = .epilogue
      surroundingBytes = 0
      events.append(.formEnds)
    case (.boundary, UInt8(ascii: " ")), (.boundary, UInt8(ascii: "\t")), (.padding, UInt8(ascii: " ")),
      (.padding, UInt8(ascii: "\t")):
      state = .afterDelimiter(.padding)
    case (.boundary, 0x0D), (.padding, 0x0D): state = .afterDelimiter(.carriageReturn)
    case (.carriageReturn, 0x0A): try beginHeaders()
    case _: throw .delimiterMalformed
    }
  }

  private mutating func beginHeaders() throws(MultipartRefusal) {
    parts += 1
    guard parts <= limits.parts else { throw .tooManyParts(limit: limits.parts) }
    headers = PartHeaders()
    line = []
    headerBytes = 0
    state = .headers
  }

  /// Reads one header line, or as much of it as the chunk has; the empty line ends the headers.
  mutating func headerLine(
    _ chunk: UnsafeBufferPointer<UInt8>, from start: Int, into events: inout [MultipartEvent]
  ) throws(MultipartRefusal) -> Int {
    let lineFeed = ByteScan.first(0x0A, in: chunk, from: start)
    let end = min(lineFeed + 1, chunk.count)
    headerBytes += end - start
    guard headerBytes <= limits.headerBytesPerPart else {
      throw .headersTooLong(limitInBytes: limits.headerBytesPerPart)
    }
    line.append(contentsOf: UnsafeBufferPointer(rebasing: chunk[start..<lineFeed]))
    guard lineFeed < chunk.count else { return end }
    guard line.popLast() == 0x0D else { throw .headerMalformed }
    if line.isEmpty {
      events.append(.partBegins(try headers.part()))
      state = .body
      matched = 2
      borrowed = 2
    } else {
      try headers.take(line, limit: limits.headersPerPart)
      line.removeAll(keepingCapacity: true)
    }
    return end
  }
}
