import StrictJSON

extension Finding {
  /// - Parameter child: what `@` is.
  mutating func holds(_ condition: Condition, for child: JSONValue) throws(QueryOverrun) -> Bool {
    try spend()
    switch condition {
    case .any(let parts):
      for part in parts where try holds(part, for: child) { return true }
      return false
    case .all(let parts):
      for part in parts where try !holds(part, for: child) { return false }
      return true
    case .not(let part): return try !holds(part, for: child)
    case .exists(let query): return try !nodes(query, for: child).isEmpty
    case .compares(let left, let comparator, let right):
      return try compare(try value(left, for: child), comparator, try value(right, for: child))
    case .matches(let operand, let pattern, let isWhole):
      guard case .string(let text)? = try value(operand, for: child),
        let regexp = try regexp(pattern, for: child)
      else { return false }
      try spend(text.utf8.count * regexp.width)
      return isWhole ? regexp.matches(text) : regexp.isFound(in: text)
    }
  }

  private mutating func nodes(_ query: Subquery, for child: JSONValue) throws(QueryOverrun) -> [JSONNode] {
    try nodes(query.segments, from: JSONNode(query.isFromRoot ? root : child))
  }

  /// None is another thing than null; `nil` could be read as either.
  private mutating func value(_ operand: Operand, for child: JSONValue) throws(QueryOverrun) -> JSONValue? {
    try spend()
    switch operand {
    case .literal(let value): return value
    case .query(let query): return try nodes(query, for: child).first?.value
    case .value(let query):
      let found = try nodes(query, for: child)
      guard found.count == 1 else { return .none }
      return found[0].value
    case .count(let query): return .number(JSONNumber(Int64(try nodes(query, for: child).count)))
    case .length(let inner):
      switch try value(inner, for: child) {
      case .string(let text)?:
        try spend(text.utf8.count)
        return .number(JSONNumber(Int64(text.unicodeScalars.count)))
      case .array(let elements)?: return .number(JSONNumber(Int64(elements.count)))
      case .object(let object)?: return .number(JSONNumber(Int64(object.members.count)))
      case .null?, .bool?, .number?, .none: return .none
      }
    }
  }

  private mutating func regexp(_ pattern: Pattern, for child: JSONValue) throws(QueryOverrun) -> IRegexp? {
    switch pattern {
    case .fixed(let regexp): return regexp
    case .found(let operand):
      guard case .string(let text)? = try value(operand, for: child) else { return nil }
      if let known = patterns[text] { return known }
      try spend(text.utf8.count + 1)
      let regexp = IRegexp(text)
      // Each may be large, and a document may have one for each of its nodes.
      try spend(regexp?.width ?? 0)
      if patterns.count >= 16 { patterns = [:] }
      patterns[text] = .some(regexp)
      return regexp
    }
  }
}
