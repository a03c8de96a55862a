extension MultipartParser {
  /// Reads content up to the next delimiter or to the end of the chunk.
  mutating func content(
    _ chunk: UnsafeBufferPointer<UInt8>, from start: Int, into events: inout [MultipartEvent]
  ) throws(MultipartRefusal) -> Int {
    let (held, notContent) = (matched, borrowed)
    var position = start
    if matched > 0 {
      position = match(chunk, from: position)
      if matched == delimiter.count {
        try foundDelimiter(into: &events)
        return position
      }
      guard position < chunk.count else { return position }
      matched = 0
      borrowed = 0
    }
    let falseStart = delimiter[min(notContent, held)..<held]
    while true {
      position = ByteScan.first(0x0D, in: chunk, from: position)
      let end = position
      position = match(chunk, from: position)
      guard matched == delimiter.count || position == chunk.count else {
        matched = 0
        continue
      }
      try give(falseStart, chunk[start..<end], into: &events)
      if matched == delimiter.count { try foundDelimiter(into: &events) }
      return position
    }
  }

  /// Goes on with the delimiter as far as the bytes are its.
  private mutating func match(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var position = start
    while matched < delimiter.count, position < chunk.count, chunk[position] == delimiter[matched] {
      matched += 1
      position += 1
    }
    return position
  }

  private mutating func give(
    _ falseStart: ArraySlice<UInt8>, _ bytes: Slice<UnsafeBufferPointer<UInt8>>, into events: inout [MultipartEvent]
  ) throws(MultipartRefusal) {
    let count = falseStart.count + bytes.count
    guard count > 0 else { return }
    guard state == .body else { return try skip(count) }
    var content: [UInt8] = []
    content.reserveCapacity(count)
    content.append(contentsOf: falseStart)
    content.append(contentsOf: UnsafeBufferPointer(rebasing: bytes))
    events.append(.bytes(content))
  }

  private mutating func foundDelimiter(into events: inout [MultipartEvent]) throws(MultipartRefusal) {
    if state == .body { events.append(.partEnds) }
    state = .afterDelimiter(.boundary)
    matched = 0
    borrowed = 0
    headerBytes = 0
  }
}
