extension HeaderFields {
  /// Groups of fields with empty lines between them, as reports about mail have them (RFC 3464, 2.1).
  package static func groups(_ bytes: ArraySlice<UInt8>, limits: MessageLimits = MessageLimits()) -> [HeaderFields] {
    var groups: [HeaderFields] = []
    let budget = HeadReader.Budget(fields: limits.fields, bytes: limits.fieldBytes)
    var reader = HeadReader(limits: limits, budget: budget)
    var rest = bytes
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      let line = rest[..<end]
      let next = min(end + 1, rest.endIndex)
      rest = rest[next...]
      let outcome = reader.take(start: line.startIndex, end: next, line.last == 0x0D ? line.dropLast() : line)
      guard case .ended = outcome else { continue }
      if !reader.fields.isEmpty { groups.append(reader.fields) }
      reader = HeadReader(limits: limits, budget: reader.budget)
    }
    reader.finish()
    if !reader.fields.isEmpty { groups.append(reader.fields) }
    return groups
  }
}
