/// Finds the parts of a message, line by line.
struct PartScanner {
  private enum Mode {
    case head
    /// The bytes of a part without parts in it.
    case body
    /// What stands around the parts of another, and belongs to none.
    case around
  }

  /// A part that has others in it, as long as it lasts.
  private struct Open {
    let part: Int
    let boundary: [UInt8]
    let isDigest: Bool
    var isEnded = false
  }

  private let limits: MessageLimits
  private let range: Range<Int>
  private var parts: [MessagePart] = []
  private var faults: Set<MessageFault> = []
  private var open: [Open] = []
  private var mode = Mode.head
  private var head: HeadReader
  /// Where the line break begins that stands before the line at hand: it belongs to a boundary that follows.
  private var contentEnd: Int
  /// A part that has others in it and does not say how they are told apart: its first line with two dashes does.
  private var unbounded: Int?
  /// A body that goes on to the end, whatever boundaries are in it, since no more parts are counted.
  private var isFull = false

  init(limits: MessageLimits, range: Range<Int>) {
    self.limits = limits
    self.range = range
    head = HeadReader(limits: limits, budget: .init(fields: limits.fields, bytes: limits.fieldBytes))
    contentEnd = range.lowerBound
  }

  /// How many bytes of the next line decide.
  var wantedOfLine: Int {
    switch mode {
    case .head: limits.oneField + Self.longestName
    case .body, .around: open.isEmpty && unbounded == nil ? 0 : Self.longestBoundary + 64
    }
  }

  /// What stands before a field's colon is shorter.
  private static let longestName = 512
  /// RFC 2046 allows 70.
  private static let longestBoundary = 256

  mutating func take(start: Int, contentEnd end: Int, end next: Int, _ line: ArraySlice<UInt8>) {
    defer { contentEnd = end }
    if let part = unbounded, mode == .body { guessBoundary(of: part, line) }
    if !isFull, let (level, ends) = boundary(line) {
      leave(at: start)
      close(above: level)
      let parent = open[level].part
      if parts[parent].preamble == nil {
        let first = parts[parent].body.lowerBound
        parts[parent].preamble = first..<max(first, contentEnd)
      }
      if ends {
        open[level].isEnded = true
        mode = .around
      } else {
        enter()
      }
      return
    }
    if mode == .head, case .ended(let body) = head.take(start: start, end: next, line) { begin(body: body) }
  }

  mutating func finish() -> Message {
    contentEnd = range.upperBound
    leave(at: range.upperBound, isEnd: true)
    close(above: -1)
    return Message(parts: parts, faults: faults)
  }

  /// Which of the open parts the line is a boundary of, the innermost first, and whether it ends it.
  private func boundary(_ line: ArraySlice<UInt8>) -> (level: Int, ends: Bool)? {
    guard !open.isEmpty, line.count > 2, line.starts(with: [0x2D, 0x2D]) else { return nil }
    let text = line.dropFirst(2)
    let word = text[..<((text.lastIndex { !$0.isSpace }).map { $0 + 1 } ?? text.startIndex)]
    if let level = open.lastIndex(where: { $0.boundary.elementsEqual(word) }) { return (level, false) }
    guard word.suffix(2).elementsEqual([0x2D, 0x2D]) else { return nil }
    return open.lastIndex { $0.boundary.elementsEqual(word.dropLast(2)) }.map { ($0, true) }
  }

  /// A part's head is over: what it says decides how its body is read.
  private mutating func begin(body: Int) {
    faults.formUnion(head.faults)
    let isInDigest = open.last?.isDigest ?? false
    let part = MessagePart(
      fields: head.fields, body: body..<body, otherwise: isInDigest ? .message : .plainText)
    if parts.isEmpty, head.fields.isEmpty { faults.insert(.noHeaders) }
    let index = parts.count
    if let parent = open.last { parts[parent.part].children.append(index) }
    parts.append(part)
    mode = .body
    unbounded = nil
    guard part.type.isMultipart else { return }
    guard let boundary = part.type.parameters["boundary"].map({ Array($0.utf8.trimmed) }), !boundary.isEmpty,
      boundary.count <= Self.longestBoundary
    else {
      faults.insert(.noBoundary)
      unbounded = open.count < limits.depth ? index : nil
      return
    }
    guard open.count < limits.depth else {
      faults.insert(.partsTooDeep)
      return
    }
    open.append(Open(part: index, boundary: boundary, isDigest: part.type.subtype == "digest"))
    mode = .around
  }

  private mutating func guessBoundary(of part: Int, _ line: ArraySlice<UInt8>) {
    let word = line.dropFirst(2).trimmed
    guard line.starts(with: [0x2D, 0x2D]), (4...Self.longestBoundary).contains(word.count), !word.contains(0x20) else {
      return
    }
    unbounded = nil
    open.append(Open(part: part, boundary: Array(word), isDigest: false))
    mode = .around
  }

  private mutating func enter() {
    guard parts.count < limits.parts else {
      faults.insert(.tooManyParts)
      isFull = true
      mode = .around
      return
    }
    mode = .head
    head = HeadReader(limits: limits, budget: head.budget)
  }

  /// The part at hand ends where the line begins, without the line break before it.
  private mutating func leave(at start: Int, isEnd: Bool = false) {
    switch mode {
    case .around: return
    case .head:
      head.finish()
      begin(body: start)
      // It may have said that others follow in it; none does.
      if mode == .around { return }
    case .body: break
    }
    let last = parts.count - 1
    let end = isEnd ? start : contentEnd
    parts[last].body = parts[last].body.lowerBound..<max(parts[last].body.lowerBound, end)
    mode = .around
  }

  private mutating func close(above level: Int) {
    while open.count > level + 1, let closed = open.popLast() {
      let start = parts[closed.part].body.lowerBound
      parts[closed.part].body = start..<max(start, contentEnd)
      if !closed.isEnded { faults.insert(parts[closed.part].children.isEmpty ? .boundaryNeverSeen : .partNotEnded) }
    }
  }
}
