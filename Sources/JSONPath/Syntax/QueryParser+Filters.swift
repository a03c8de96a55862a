import StrictJSON

extension QueryParser {
  /// What stands between `||`; each binds less than what stands between `&&`.
  mutating func condition() throws(QueryFault) -> Condition {
    try deeper { parser throws(QueryFault) in
      var parts = [try parser.conjunction()]
      while try parser.takeTwice("|", .secondBar) { parts.append(try parser.conjunction()) }
      return parts.count == 1 ? parts[0] : .any(parts)
    }
  }

  private mutating func conjunction() throws(QueryFault) -> Condition {
    var parts = [try term()]
    while try takeTwice("&", .secondAmpersand) { parts.append(try term()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  /// Takes `||` or `&&` with the spaces around it.
  private mutating func takeTwice(
    _ character: Unicode.Scalar, _ expectation: QueryFault.Expectation
  ) throws(QueryFault) -> Bool {
    let before = position
    skipSpaces()
    guard take(character) else {
      position = before
      return false
    }
    guard take(character) else { throw unexpected(expectation) }
    skipSpaces()
    return true
  }

  private mutating func term() throws(QueryFault) -> Condition {
    if take("!") {
      skipSpaces()
      if current == UInt8(ascii: "(") { return .not(try parenthesised()) }
      return .not(try test(try operand(.condition)))
    }
    if current == UInt8(ascii: "(") { return try parenthesised() }
    let start = position
    let left = try operand(.condition)
    let before = position
    skipSpaces()
    guard let comparator = takeComparator() else {
      position = before
      return try test(left)
    }
    skipSpaces()
    let rightStart = position
    let right = try operand(.value)
    return .compares(
      try comparable(left, at: start), comparator, try comparable(right, at: rightStart))
  }

  private mutating func parenthesised() throws(QueryFault) -> Condition {
    position += 1
    skipSpaces()
    let condition = try condition()
    skipSpaces()
    guard take(")") else { throw unexpected(.closingParenthesis) }
    return condition
  }

  private mutating func takeComparator() -> Comparator? {
    // The longer ones stand first.
    Comparator.allCases.first { take(word: $0.rawValue) }
  }

  /// What may stand alone: a path that finds something, or a function that is true or false.
  private func test(_ found: Expression) throws(QueryFault) -> Condition {
    switch found.form {
    case .path(let path): return .exists(path)
    case .condition(let condition): return condition
    case .value: throw QueryFault(.mustBeCompared, at: found.offset)
    }
  }

  private func comparable(_ found: Expression, at offset: Int) throws(QueryFault) -> Operand {
    switch found.form {
    case .path(let path):
      guard path.isSingular else { throw QueryFault(.notSingular, at: offset) }
      return .query(path)
    case .value(let operand): return operand
    case .condition: throw QueryFault(.cannotBeCompared, at: offset)
    }
  }

  /// Something that has a value, finds nodes, or is true or false; which of them is right its surroundings know.
  struct Expression {
    enum Form {
      case path(Subquery)
      case value(Operand)
      case condition(Condition)
    }

    let form: Form
    let offset: Int
  }

  mutating func operand(_ expectation: QueryFault.Expectation) throws(QueryFault) -> Expression {
    let start = position
    guard let byte = current else { throw unexpected(expectation) }
    switch byte {
    case UInt8(ascii: "@"), UInt8(ascii: "$"):
      let isFromRoot = byte == UInt8(ascii: "$")
      position += 1
      return Expression(form: .path(Subquery(isFromRoot: isFromRoot, segments: try segments())), offset: start)
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      return Expression(form: .value(.literal(.string(try string()))), offset: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return Expression(form: .value(.literal(try number())), offset: start)
    case UInt8(ascii: "a")...UInt8(ascii: "z"): return try wordOrFunction(expectation)
    case _: throw unexpected(expectation)
    }
  }

  private mutating func wordOrFunction(_ expectation: QueryFault.Expectation) throws(QueryFault) -> Expression {
    let start = position
    while let byte = current, Self.isFunctionByte(byte) { position += 1 }
    let name = text(start..<position)
    if take("(") { return Expression(form: try function(name, at: start), offset: start) }
    switch name {
    case "true": return Expression(form: .value(.literal(.bool(true))), offset: start)
    case "false": return Expression(form: .value(.literal(.bool(false))), offset: start)
    case "null": return Expression(form: .value(.literal(.null)), offset: start)
    case _:
      position = start
      throw unexpected(expectation)
    }
  }

  private static func isFunctionByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}
