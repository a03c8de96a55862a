import StrictJSON

extension Finding {
  /// How deep values may be that are compared: each level is a call.
  private static let deepest = 512

  /// RFC 9535, section 2.3.5.2.2: nothing equals nothing; only numbers and strings have an order.
  mutating func compare(
    _ left: JSONValue?, _ comparator: Comparator, _ right: JSONValue?
  ) throws(QueryOverrun) -> Bool {
    switch comparator {
    case .equal: return try isEqual(left, right)
    case .notEqual: return try !isEqual(left, right)
    case .less: return try isLess(left, right)
    case .greater: return try isLess(right, left)
    case .lessOrEqual:
      if try isLess(left, right) { return true }
      return try isEqual(left, right)
    case .greaterOrEqual:
      if try isLess(right, left) { return true }
      return try isEqual(left, right)
    }
  }

  private mutating func isEqual(_ left: JSONValue?, _ right: JSONValue?) throws(QueryOverrun) -> Bool {
    switch (left, right) {
    case (.none, .none): return true
    case (.none, .some), (.some, .none): return false
    case (.some(let left), .some(let right)): return try isSame(left, right, depth: 0)
    }
  }

  private mutating func isLess(_ left: JSONValue?, _ right: JSONValue?) throws(QueryOverrun) -> Bool {
    switch (left, right) {
    case (.number(let left)?, .number(let right)?): return left.isLess(than: right)
    case (.string(let left)?, .string(let right)?):
      try spend(min(left.utf8.count, right.utf8.count))
      // The order of bytes is that of Unicode's scalars.
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    case (_, _): return false
    }
  }

  /// Numbers by their value, strings by their bytes, objects whatever the order of their members.
  private mutating func isSame(
    _ left: JSONValue, _ right: JSONValue, depth: Int
  ) throws(QueryOverrun) -> Bool {
    guard depth < Self.deepest else { throw .tooDeep(limit: Self.deepest) }
    try spend()
    switch (left, right) {
    case (.null, .null): return true
    case (.bool(let left), .bool(let right)): return left == right
    case (.number(let left), .number(let right)): return !left.isLess(than: right) && !right.isLess(than: left)
    case (.string(let left), .string(let right)):
      guard left.utf8.count == right.utf8.count else { return false }
      try spend(left.utf8.count)
      return left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)):
      guard left.count == right.count else { return false }
      for (left, right) in zip(left, right) where try !isSame(left, right, depth: depth + 1) { return false }
      return true
    case (.object(let left), .object(let right)):
      guard left.members.count == right.members.count else { return false }
      for member in left.members {
        try spend(right.members.count)
        guard let other = right[member.key], try isSame(member.value, other, depth: depth + 1) else { return false }
      }
      return true
    case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _): return false
    }
  }
}

extension JSONNumber {
  /// Exactly, also where an integer is larger than a double can count.
  fileprivate func isLess(than other: JSONNumber) -> Bool {
    switch (form, other.form) {
    case (.integer(let left), .integer(let right)): left < right
    case (.double(let left), .double(let right)): left < right
    case (.integer(let left), .double(let right)): JSONNumber.compare(left, right) < 0
    case (.double(let left), .integer(let right)): JSONNumber.compare(right, left) > 0
    }
  }

  /// Below 0 where the integer is less, above 0 where it is more.
  private static func compare(_ integer: Int64, _ double: Double) -> Int {
    if double >= 0x1p63 { return -1 }
    if double < -0x1p63 { return 1 }
    let whole = double.rounded(.down)
    let floor = Int64(whole)
    if integer != floor { return integer < floor ? -1 : 1 }
    return double > whole ? -1 : 0
  }
}
