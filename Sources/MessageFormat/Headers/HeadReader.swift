/// Takes the lines of a head, and tells when it has ended.
///
/// Real heads have lines in them that are no fields: the envelope's line of a mailbox file, the rest of a field that a
/// program broke badly. One such line is passed over. Two in a row mean that the head ended without an empty line, and that
/// the body begins with the first of them.
struct HeadReader {
  enum Outcome: Equatable {
    case more
    /// The body begins there.
    case ended(body: Int)
  }

  private(set) var fields = HeaderFields()
  private(set) var faults: Set<MessageFault> = []
  private let limits: MessageLimits
  /// What may still be kept, of all heads of the message.
  private(set) var budget: Budget
  private var name: String?
  private var value: [UInt8] = []
  /// Where the line stands that is no field.
  private var stray: Int?

  struct Budget {
    var fields: Int
    var bytes: Int
  }

  init(limits: MessageLimits, budget: Budget) {
    self.limits = limits
    self.budget = budget
  }

  mutating func take(start: Int, end: Int, _ line: ArraySlice<UInt8>) -> Outcome {
    guard let first = line.first else {
      finish()
      return .ended(body: end)
    }
    if first.isBlank {
      // A line of white space only ends many a head; with nothing to continue, so does any.
      if line.allSatisfy(\.isSpace), stray == nil, name == nil, fields.isEmpty { return .more }
      if name != nil { keep(line) }
      return .more
    }
    guard let colon = Self.colon(of: line) else {
      if let stray {
        finish()
        return .ended(body: stray)
      }
      let isEnvelope = line.starts(with: "From ".utf8) || line.starts(with: ">From ".utf8)
      if isEnvelope, fields.isEmpty, name == nil { return .more }
      finish()
      faults.insert(.lineThatIsNoField)
      stray = start
      return .more
    }
    finish()
    stray = nil
    name = String(decoding: line[..<colon].trimmed, as: UTF8.self)
    keep(line[(colon + 1)...])
    return .more
  }

  /// The field that is being read is whole.
  mutating func finish() {
    guard let name else { return }
    self.name = nil
    let trimmed = Array(value.trimmed)
    value = []
    guard budget.fields > 0, budget.bytes > 0 else {
      faults.insert(.headersCut)
      return
    }
    budget.fields -= 1
    budget.bytes -= name.utf8.count + trimmed.count
    fields.append(HeaderField(name: name, value: trimmed))
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    let room = min(limits.oneField, budget.bytes) - value.count
    if bytes.count > room { faults.insert(.headersCut) }
    value += bytes.prefix(max(0, room))
  }

  /// Where the name of a field ends: printable ASCII, with white space before the colon at most (RFC 5322, 3.6.8, 4.5.8).
  private static func colon(of line: ArraySlice<UInt8>) -> Int? {
    guard let colon = line.prefix(256).firstIndex(of: 0x3A), colon > line.startIndex else { return nil }
    let name = line[..<colon].trimmed
    return !name.isEmpty && name.allSatisfy { (0x21...0x7E).contains($0) } ? colon : nil
  }
}
